/** What `sto verify` asks beyond a branch's own files: headquarters' sums of the same rows, and the units that a dead node took with it. */
import type { Database } from "bun:sqlite";
import { systemRandom } from "../sync/core/clock";
import { systemTimers } from "../sync/core/timers";
import type { Credentials } from "../sync/credentials";
import { httpTransport } from "../sync/http-transport";
import { ed25519Signer } from "../sync/request-signing";
import { allNodes, isOwn, nodeOfBranch } from "../sync/roster";
import { type Compared, compareSums, sumsOf } from "../sync/sums";
import { statement } from "../sync/tables";
import type { Transport, TransportError } from "../sync/transport";
import type { Config } from "./config";

/** The line on which a node's own signed questions go to headquarters; undefined for a node that has none. */
export const lineOf = (
  { alias, hq }: Config,
  { logSeed }: Pick<Credentials, "logSeed">,
): Transport | undefined =>
  hq &&
  httpTransport({
    url: hq.url,
    self: { alias, sign: ed25519Signer(logSeed).sign },
    audience: hq.alias,
    timers: systemTimers,
    random: systemRandom,
  });

/** Compares a branch's file with headquarters. */
export const compareWithHq = async (
  file: string,
  { branch, alias }: { readonly branch: string; readonly alias: number },
  line: Pick<Transport, "sums">,
): Promise<Compared | { readonly type: "NotAnswered"; readonly error: TransportError }> => {
  const answered = await line.sums();
  if (!answered.ok) return { type: "NotAnswered", error: answered.error };
  return compareSums(await sumsOf(file, branch, alias), answered.value.sums);
};

export interface FrozenDay {
  readonly alias: number;
  /** Local date of the branch. */
  readonly date: string;
  readonly group: string;
  readonly units: number;
}

/**
 * Units of the coming days that a node of this branch held when it was last heard, and that nobody sells since: it was shut out, or
 * another node goes on for it. It may have sold them to people who hold its slips (`kernel.md` 4).
 */
export const frozenDays = (
  { db, node, nowMs }: { readonly db: Database; readonly node: number; readonly nowMs: number },
  branch: string,
): readonly FrozenDay[] =>
  allNodes(db)
    .filter((each) => each.branch === branch && each.alias !== node)
    .filter(
      ({ alias, state }) =>
        state === "suspended" || isOwn({ db, node }, alias) || nodeOfBranch(db, branch)?.alias !== alias,
    )
    .flatMap(
      ({ alias }) =>
        statement(
          db,
          `SELECT node AS alias, date, grp AS "group", sum(avail + held + pending + cooling) AS units FROM right_
           WHERE branch = ? AND node = ? AND start_min > ? GROUP BY date, grp HAVING units > 0 ORDER BY date, grp`,
        ).all(branch, alias, nowMs / 60_000) as FrozenDay[],
    );
