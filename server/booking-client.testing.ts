/**
 * Booking at a node that runs as a process of its own, as its people do: details, codes read from the spool folder as from a
 * telephone and a mailbox, the button. Nothing but its API and its messages.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- a client without types reads it
  readonly body: any;
}

/** A request of whoever books: with a body a POST, without one a GET. */
export type Ask = (path: string, body?: object) => Promise<Answer>;

export interface Visitor {
  readonly mykad: string;
  readonly name?: string;
  /** What the service asks. */
  readonly answers?: { readonly [question: string]: string };
}

/** Contacts that nobody else has: `no` is whose, below 10 000. Each number is of another block, so that no range is used up. */
export const contactOf = (no: number) => {
  const digits = String(no).padStart(4, "0");
  return { phone: `+6011${digits}0000`, email: `p${digits}@contoh.example` };
};

/** Books what is held. The first answer that is a no, or the booking. */
export const bookHeld = async (
  ask: Ask,
  codeTo: (address: string) => Promise<string>,
  holdId: string,
  {
    contact,
    people,
  }: {
    readonly contact: { readonly phone: string; readonly email: string };
    readonly people: readonly Visitor[];
  },
): Promise<Answer> => {
  const visit = `/holds/${holdId}`;
  let now = await ask(`${visit}/visit`, {
    lang: "ms",
    kind: "citizen",
    contact,
    consent: true,
    parties: people.map(({ mykad, name = "SITI BINTI AHMAD", answers = {} }) => ({
      document: { type: "mykad", number: mykad, country: "MYS" },
      name,
      answers,
    })),
  });
  for (const kind of ["sms", "email"] as const) {
    if (now.status !== 200) return now;
    // An officer has seen the document: one code is enough.
    if (now.body.isEnough) break;
    const sent = await ask(`${visit}/codes`, { kind });
    if (sent.status !== 200) return sent;
    const code = await codeTo(kind === "sms" ? contact.phone : contact.email);
    const typed = await ask(`${visit}/codes/try`, { kind, code });
    // A code is good once: where the answer to it was lost, asking again says no, and the visit says how it stands.
    now = typed.body.code === "code_wrong" ? await ask(`${visit}/visit`) : typed;
  }
  return ask(`${visit}/confirm`, {});
};

/** Reads the newest code for an address from a spool folder, once it is there. */
export const codesIn =
  (spool: string) =>
  async (address: string): Promise<string> => {
    const folder = join(spool, address.includes("@") ? "mail" : "sms");
    for (;;) {
      for (const file of filesIn(folder)) {
        const { to, body, purpose } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
          [field: string]: string;
        };
        const code = to === address && purpose === "code" && /\b\d{8}\b/.exec(body!)?.[0];
        if (code) return code;
      }
      await Bun.sleep(5);
    }
  };

/** The newest first: names are in the order of sending. */
const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).toSorted().toReversed();
  } catch {
    return [];
  }
};
