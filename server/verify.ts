/**
 * `sto verify`: whether a node's files are what was signed; beside a running node or on a folder that nobody uses. It reads, and
 * changes nothing. With `--proof` it needs no node at all: a proof, and the key line of the log it is from.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { archiveIn } from "../sync/archive-log";
import { leafOf, sha256 } from "../sync/audit";
import { blobsIn } from "../sync/blob-folder";
import { checkBlobs } from "../sync/blobs";
import { systemClock, systemRandom } from "../sync/core/clock";
import { isLogWhole } from "../sync/log-end";
import { keyPlace, openCredentials } from "../sync/credentials";
import { publicKeysOf } from "../sync/public-keys";
import { ed25519Verifier } from "../sync/request-signing";
import { nodeByAlias } from "../sync/roster";
import { formerKeys, logKeyAt } from "../sync/rotation";
import { Sealer } from "../sync/sealer";
import { originOf, readKeyLine } from "./audit/checkpoint";
import { checkProof } from "./audit/proof";
import { checkLog, checkTree, isWhatLogSays, witness } from "./audit/verify.usecase";
import { genesisRows, seedReleasedMs } from "./catalogue/genesis";
import type { Config } from "./config";
import { cannotOpen } from "./start-failure";
import { frozenDays, type FrozenDay } from "./hq/settle.usecase";
import { compareWithHq, lineOf } from "./verify-hq";

const verifying = { sha256, verify: ed25519Verifier() };

/** Checks a node. `checkpointFile`: a checkpoint of it that somebody kept. Resolves to the exit code. */
export const verifyNode = async (config: Config, checkpointFile: string | undefined): Promise<number> => {
  const file = join(config.data, "sto.db");
  if (!existsSync(file) || !existsSync(keyPlace(config.data).file))
    return failed(
      `${config.data} holds no node`,
      "Check `data` in the configuration; a node makes its folder when it is first served.",
    );
  const opened = openDb(file);
  if (!opened.ok) {
    console.error(cannotOpen(opened.error));
    return 1;
  }
  const db = opened.value;
  const credentials = openCredentials(config.data, systemRandom);
  const ownKey = publicKeysOf(credentials).logKey;
  const keyNow = (alias: number, told: string | undefined) =>
    formerKeys(db, alias).length > 0 ? nodeByAlias(db, alias)?.logKey : told;
  const keyOf = (alias: number, { stream, to }: { readonly stream: string; readonly to: number }) => {
    const told = configuredKey(config, alias) ?? nodeByAlias(db, alias)?.logKey;
    const logKey = alias === config.alias ? ownKey : keyNow(alias, told);
    return logKey === undefined ? undefined : logKeyAt({ logKey }, formerKeys(db, alias), stream, to);
  };
  const found = new Findings();

  const reading = { db, nowMs: systemClock.nowMs() };
  // One picture of the file, whatever a running node writes meanwhile.
  db.run("BEGIN");
  const archive = config.role === "hq" ? archiveIn(config.data) : undefined;
  const isWhole = archive !== undefined || isLogWhole(db);
  const { batches, faults } = checkLog(db, keyOf, verifying.verify, { archive, mayBeginLate: !isWhole });
  found.add(
    `log: ${batches} batches, each signed by its node, each the next of its chain`,
    faults.map(({ origin, stream, from, type }) => `node ${origin}, ${stream} from ${from}: ${type}`),
  );
  const sealer = new Sealer(credentials, systemRandom);
  const shipped = { rows: genesisRows(), releasedMs: seedReleasedMs };
  // A log that cannot be read says nothing of the tables.
  if (faults.length > 0) found.note("tables: not compared with a log that is not what was signed");
  else if (!isWhole)
    found.note("tables: not compared with the log, whose oldest part headquarters alone has");
  else
    found.add(
      "tables: what the log says, row by row",
      isWhatLogSays(db, config.alias, sealer, shipped, archive)
        ? []
        : ["replaying the log into an empty database gives other rows"],
    );
  const blobs = blobsIn(config.data);
  found.add(`files: ${blobs.names().length}, each what its name says`, checkBlobs(db, blobs));
  const tree = checkTree(db, config.alias);
  found.add(
    `audit log: ${tree.size} leaves, each hash made of what is below it; root ${Buffer.from(tree.root).toString("base64")}`,
    tree.faults.map(({ type, ...where }) => `${type} ${JSON.stringify(where)}`),
  );
  if (checkpointFile !== undefined)
    lookAt(
      found,
      "checkpoint",
      witness(db, config.alias, read(checkpointFile), ownLog(config, ownKey), verifying),
    );
  for (const { url, node } of config.branches) {
    if (!node) continue;
    const name = `audit log of node ${node.alias}`;
    const note = await checkpointOf(url);
    const key = { origin: originOf(node.alias), publicKey: keyNow(node.alias, node.log_key)! };
    if (note === undefined) found.note(`${name}: ${url} does not answer, so its rows here were not compared`);
    else lookAt(found, name, witness(db, node.alias, note, key, verifying));
  }
  if (config.branch !== undefined) sayFrozen(found, frozenDays(reading, config.branch));
  db.run("COMMIT");
  db.close();
  const line = lineOf(config, credentials);
  if (config.branch !== undefined && line)
    sayCompared(found, await compareWithHq(file, { branch: config.branch, alias: config.alias }, line));
  return found.tell();
};

/** Nobody's fault, and nothing to repair: work for whoever has the slips in hand. */
const sayFrozen = (found: Findings, days: readonly FrozenDay[]): void => {
  for (const { alias, date, group, units } of days)
    found.note(
      `${units} units of ${date}, group ${group}, are with node ${alias}, which is gone. Whoever comes with its slip is let in; keep as many numbers for them, and give the rest to walk-ins`,
    );
};

const sayCompared = (found: Findings, compared: Awaited<ReturnType<typeof compareWithHq>>): void => {
  const name = "tables against headquarters";
  switch (compared.type) {
    case "Same":
      return found.add(`${name}: the same ${compared.rows} rows`, []);
    case "Differs":
      return found.add(
        `${name}: the same records, and not the same rows`,
        compared.tables.map((table) => `table ${table}`),
      );
    case "UnderWay":
      return found.note(`${name}: ${compared.records} records are under way; run this again in a minute`);
    case "OtherProgram":
      return found.note(
        `${name}: headquarters' program has ${compared.there} migrations, this one ${compared.here}; they are compared when both are the same`,
      );
    case "NotAnswered":
      return found.note(`${name}: not compared (${compared.error.type})`);
  }
};

/** Checks a proof with a log's key line and nothing else. */
export const verifyProof = (proofFile: string, keyText: string): number => {
  const key = readKeyLine(sha256, keyText);
  if (!key) return failed("that is no key line", "It is the text that a node gives at /api/v1/audit/key.");
  const checked = checkProof(read(proofFile), key, verifying);
  if (!checked.ok)
    return failed(
      `${proofFile} proves nothing: ${checked.error.type}`,
      "Take the proof again, and the key from somebody you trust.",
    );
  const { index, entry, head } = checked.value;
  console.log(`good   leaf ${index} is in ${key.origin}, which had ${head.size} leaves when it signed`);
  console.log(JSON.stringify(leafOf(entry) ?? Buffer.from(entry).toString("base64")));
  return 0;
};

/** What was looked at, and whether it was good. */
class Findings {
  private bad = 0;

  add(what: string, faults: readonly string[]): void {
    console.log(`${faults.length === 0 ? "good  " : "FAILED"} ${what}`);
    for (const fault of faults.slice(0, faultsShown)) console.log(`         ${fault}`);
    if (faults.length > faultsShown) console.log(`         and ${faults.length - faultsShown} more`);
    this.bad += faults.length;
  }

  note(what: string): void {
    console.log(`open   ${what}`);
  }

  tell(): number {
    if (this.bad === 0) return 0;
    return failed(
      "this folder is not what was signed",
      "Keep it as it is for whoever looks into it, and restore the node from a backup or from headquarters.",
    );
  }
}

const faultsShown = 10;

const lookAt = (found: Findings, name: string, seen: ReturnType<typeof witness>): void => {
  if (seen.ok)
    found.add(`${name}: signed for ${seen.value.size} leaves, and the rows here make that root`, []);
  else if (seen.error.type === "LeavesMissing")
    found.note(`${name}: signed for ${seen.error.said} leaves, ${seen.error.here} of them are here so far`);
  else found.add(`${name}: the rows here against what it signed`, [seen.error.type]);
};

const ownLog = ({ alias }: Config, publicKey: string) => ({ origin: originOf(alias), publicKey });

/** A key that was told when the node was set up counts more than one in its tables. */
const configuredKey = ({ hq, branches }: Config, alias: number): string | undefined =>
  (hq?.alias === alias ? hq : branches.find(({ node }) => node?.alias === alias)?.node)?.log_key;

const answerMsMax = 5000;

const checkpointOf = async (url: string): Promise<string | undefined> => {
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/api/v1/audit/checkpoint`, {
      signal: AbortSignal.timeout(answerMsMax),
    });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
};

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const failed = (what: string, next: string): number => {
  console.error(`sto: ${what}.\n${next}`);
  return 1;
};
