/**
 * The demo's agencies: every hour they sign what they know of the demo's travellers and put it down where headquarters looks for lists,
 * as real ones would.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Cancel, Timers } from "../../sync/core/timers";
import { ed25519Signer } from "../../sync/request-signing";
import { type ListName, listNames } from "../screening/lists";

/** Nobody's secret: the demo's agencies are invented. */
const signer = ed25519Signer(createHash("sha256").update("demo agencies").digest());
const sourceId = "demo-agensi";
const everyMs = 3_600_000;

/** Who stands on which list: see `travellers.ts`. */
const entries: { readonly [List in ListName]: readonly object[] } = {
  suspects: [{ mykad: "751130015151", code: "exit_ban", agency: "lhdn" }],
  warrants: [{ mykad: "800202085353", code: "warrant", agency: "pdrm" }],
  documents: [{ document: passport("D", "C99X00T99"), code: "lost_document", agency: "interpol" }],
  names: [{ name: "JANE EXAMPLE", birthDate: "1970-01-01", code: "possible", agency: "pdrm" }],
  mdac: [
    { document: passport("JPN", "TR1234567") },
    { document: passport("D", "C01X00T47") },
    { document: passport("D", "C99X00T99") },
    { document: passport("KOR", "M12345678") },
    { document: passport("GBR", "123456789") },
  ],
  passes: [{ document: passport("BGD", "EF0123456") }],
};

/** What headquarters' configuration says of them. */
export const agencyLines: readonly string[] = [
  "",
  "[[list_sources]]",
  `id = "${sourceId}"`,
  `key = "${signer.publicKey}"`,
  `lists = [${listNames.map((list) => `"${list}"`).join(", ")}]`,
];

/** At once, then every hour. Gives back how to stop. */
export const startAgencies = (inbox: string, timers: Timers): Cancel => {
  mkdirSync(inbox, { recursive: true });
  let cancel: Cancel = () => {};
  const send = () => {
    for (const list of listNames) putDown(inbox, list, timers.nowMs());
    cancel = timers.after(everyMs, send);
  };
  send();
  return () => cancel();
};

/** A list is numbered by its minute; a file that is being written has another name. */
const putDown = (inbox: string, list: ListName, nowMs: number): void => {
  const head = { list, version: Math.floor(nowMs / 60_000), base: 0, madeAt: nowMs };
  const signed = Buffer.from([head, ...entries[list]].map((line) => `${JSON.stringify(line)}\n`).join(""));
  const signature = Buffer.from(signer.sign(signed)).toString("base64url");
  const file = join(inbox, `${list}.list`);
  writeFileSync(
    `${file}.part`,
    Buffer.concat([Buffer.from(`STO-LIST 1 ${sourceId} ${signature}\n`), signed]),
  );
  renameSync(`${file}.part`, file);
};

function passport(country: string, number: string) {
  return { country, type: "passport", number };
}
