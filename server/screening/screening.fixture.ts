/** Agencies that sign lists, headquarters that takes them, and a branch that hears of them. */
import { createHash } from "node:crypto";
import { seededRandom } from "../../sync/core/clock";
import { publicKeysOf } from "../../sync/public-keys";
import { ed25519Signer } from "../../sync/request-signing";
import type { Country } from "../booking/country.fixture";
import { credentialsOf, type TestBranch } from "../testing";
import { entryBytes, hashBytes, hashOf, keysOf, type Person, writeEntry } from "./entries";
import type { ListSource } from "./list-file";
import { type ListName, listNames, ruleOf } from "./lists";
import { screenPerson } from "./screen.usecase";
import { sealScreeningKey, screeningKeyVersion } from "./screening-keys.usecase";
import { takeList } from "./take-list.usecase";

export const agency = ed25519Signer(createHash("sha256").update("an agency's key").digest());
const stranger = ed25519Signer(createHash("sha256").update("somebody else's key").digest());

export const sources: readonly ListSource[] = [
  { id: "imi-2026", key: agency.publicKey, lists: listNames },
  { id: "pdrm-2026", key: agency.publicKey, lists: ["warrants"] },
];

export interface Head {
  readonly list: ListName;
  readonly version: number;
  readonly base?: number;
  readonly madeAt: number;
}

/** A signed file, as an agency hands it over. */
export const listFile = (
  { base = 0, ...head }: Head,
  lines: readonly object[],
  { source = "imi-2026", by = agency }: { source?: string; by?: typeof stranger } = {},
): Uint8Array => {
  const signed = Buffer.from(
    [{ ...head, base }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  const signature = Buffer.from(by.sign(signed)).toString("base64url");
  return Buffer.concat([Buffer.from(`STO-LIST 1 ${source} ${signature}\n`), signed]);
};

export const asStranger = { by: stranger };

export const passportOf = (number: string) => ({ country: "MYS", type: "passport", number }) as const;

/** Somebody with a passport and nothing else that is known. */
export const holderOf = (number: string): Person => ({
  document: passportOf(number),
  mykad: null,
  name: null,
  birthDate: null,
});

const administrator = {
  actor: { kind: "staff", id: "noor", role: "hq_admin" },
  requestId: "take",
} as const;

export const takes = (hq: TestBranch, file: Uint8Array) =>
  takeList({ ...hq.deps, listSources: sources }, administrator, "noor", file);

/** Everybody's line carries, everybody does what is due. */
export const spread = async ({ hq, branches, settle, timers }: Country): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) {
    timers.advance(10_000);
    await hq.scheduler.runDue();
    await settle();
    for (const branch of branches) await branch.scheduler.runDue();
  }
};

export const screens = ({ deps }: TestBranch, person: Person) =>
  screenPerson({ db: deps.db, nowMs: deps.clock.nowMs(), node: deps.self.alias }, deps.screeningKeys, person);

/** What is said against somebody, leaving out lists that are not here. */
export const says = (node: TestBranch, person: Person): readonly string[] =>
  screens(node, person)
    .denies.filter(({ code }) => code !== "unchecked")
    .map(({ list, code, agency: by }) => `${list}: ${code} by ${by}`);

/** A branch that has every list, with this person on some of them: as if headquarters had sent them just now. */
export const listPerson = ({ db, deps }: TestBranch, person: Person, on: readonly ListName[]): void => {
  const node = deps.self.alias;
  const { screeningKey, ...seeds } = credentialsOf(node);
  const sealed = sealScreeningKey(publicKeysOf(seeds).boxKey, screeningKey, seededRandom(5));
  db.query("INSERT INTO screening_key (version, node, sealed, at_ms, _h, _n) VALUES (1, ?, ?, 0, 0, 0)").run(
    node,
    sealed,
  );
  for (const [at, list] of listNames.entries()) {
    const build = at + 1;
    db.query("INSERT INTO list_now VALUES (?, ?, 1, ?, 1, ?, ?, NULL)").run(
      list,
      build,
      screeningKeyVersion,
      deps.clock.nowMs(),
      ruleOf(list).maxAgeMs,
    );
    if (!on.includes(list)) continue;
    for (const key of keysOf(person)) {
      const entry = new Uint8Array(entryBytes);
      const [code] = ruleOf(list).codes;
      writeEntry(entry, 0, hashOf(screeningKey, list, key), { code: code!, agency: "pdrm" });
      db.query("INSERT INTO list_entry VALUES (?, ?, ?)").run(
        build,
        entry.slice(0, hashBytes),
        entry[hashBytes]!,
      );
    }
  }
};
