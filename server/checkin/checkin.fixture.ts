/** A branch with bookings for Thursday 10 December 2026, and the kiosk that people come to. */
import { confirm, mykad } from "../booking/booking.fixture";
import { encodeSlip, type Slip } from "../booking/slip-codec";
import { phone, type TestBranch } from "../testing";

export const kiosk = "kiosk:1";
export const thursday = "2026-12-10";

export interface Booked {
  readonly id: string;
  readonly ref: string;
  readonly startsAtMs: number;
  readonly slip: string;
  readonly as: string;
}

export interface Wanted {
  readonly who?: string;
  /** An officer books at the counter, with the documents in hand. */
  readonly officer?: string;
  readonly mykads?: readonly string[];
  readonly date?: string;
  readonly priority?: readonly string[];
  readonly needs?: readonly string[];
}

export const service = "PMA-BARU";

/** Books the first free start of a date from a phone, and signs its slip. */
export const book = async (
  branch: TestBranch,
  {
    who = "siti",
    officer,
    mykads = ["900101-14-5678"],
    date = thursday,
    priority = [],
    needs = [],
  }: Wanted = {},
): Promise<Booked> => {
  const as = officer === undefined ? phone(who) : `officer:${officer}`;
  const holdId = await hold(branch, as, date, mykads.length);
  const people = mykads.map((number) => mykad(number, "SITI BINTI AHMAD", { priority }));
  const contact = { email: "siti@example.com" };
  const made = await confirm(branch, { as, people, rest: { contact, needs } }, holdId);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { id, ref, startsAtMs } = made.body as Booked;
  return { id, ref, startsAtMs, as, slip: await slipOf(branch, id, as) };
};

export const hold = async (branch: TestBranch, as: string, date: string, parties = 1): Promise<string> => {
  const { slots } = (
    await branch.call(
      "GET",
      `/availability/day?branch=${branch.deps.self.branch}&service=${service}&date=${date}&parties=${parties}&kind=citizen`,
    )
  ).body;
  const { slot } = slots.find(({ state }: { state: string }) => state === "free");
  const held = await branch.call("POST", "/holds", { slot, service, kind: "citizen", parties }, { as });
  if (held.status !== 201) throw new Error(JSON.stringify(held.body));
  return held.body.holdId;
};

export const slipOf = async (branch: TestBranch, id: string, as: string): Promise<string> =>
  (await branch.call("GET", `/bookings/${id}/slip`, undefined, { as })).body.text;

/** Holds a slip to the kiosk. */
export const scan = (branch: TestBranch, slip: string, init: { key?: string; lang?: string } = {}) =>
  branch.call(
    "POST",
    "/checkins",
    { by: "slip", slip, lang: init.lang ?? "ms" },
    { as: kiosk, ...(init.key ? { key: init.key } : {}) },
  );

export const typeReference = (branch: TestBranch, ref: string, documentNumber: string) =>
  branch.call("POST", "/checkins", { by: "reference", ref, documentNumber, lang: "ms" }, { as: kiosk });

export const takeNumber = (branch: TestBranch, lane = "normal", more: object = {}) =>
  branch.call("POST", "/walkins", { service, lane, lang: "ms", ...more }, { as: kiosk });

/** Takes normal numbers of the group until the answer is no longer a number; gives that answer. */
export const takeAllNumbers = async (branch: TestBranch) => {
  for (;;) {
    const answer = await takeNumber(branch);
    if (answer.status !== 201) return answer;
  }
};

/** A genuine slip of this branch whose booking its database does not have. */
export const strangeSlip = (
  branch: TestBranch,
  change: Partial<Slip> = {},
  signer = branch.deps.slipSigner,
): string =>
  encodeSlip(
    {
      branch: branch.deps.self.branch!,
      reference: "03ABCDEF",
      service,
      startsAtMin: Date.parse(`${thursday}T09:00:00+08:00`) / 60_000,
      bookingId: new Uint8Array(Buffer.from("019f3c2a7b1e7c44a1d20c55e0a94672", "hex")),
      rev: 2,
      salt: new Uint8Array(16).fill(3),
      holderHash: new Uint8Array(16).fill(4),
      expiresAtMin: Date.parse(`${thursday}T09:30:00+08:00`) / 60_000 + 24 * 60,
      ...change,
    },
    signer,
  );

/** How many rows the hall holds: nothing of it changes when somebody is not admitted. */
export const hallRows = ({ db }: TestBranch) => {
  const count = (table: string) => (db.query(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  return {
    tickets: count("ticket"),
    checkins: count("checkin"),
    jobs: count("device_job"),
    steps: count("ticket_step"),
  };
};
