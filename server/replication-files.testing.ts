/** The files of all nodes, read with plain SQL: nothing here asks the program. */
import { Database } from "bun:sqlite";
import type { Country, ProcessNode } from "./replication.testing";

export interface Files {
  readonly hq: NodeFile;
  readonly branches: readonly NodeFile[];
  readonly all: readonly NodeFile[];
}

export interface NodeFile extends Pick<ProcessNode, "alias" | "branch" | "file"> {
  rows<T>(text: string, ...values: (string | number)[]): readonly T[];
}

/** Opens every node's file to read, hands them over, and closes them. */
export const withFiles = <T>({ nodes }: Country, work: (files: Files) => T): T => {
  const opened = nodes.map(({ file }) => new Database(file, { readonly: true }));
  try {
    const all = nodes.map(({ alias, branch, file }, at): NodeFile => ({
      alias,
      branch,
      file,
      rows: <T>(text: string, ...values: (string | number)[]) =>
        opened[at]!.query(text).all(...values) as readonly T[],
    }));
    return work({ hq: all[0]!, branches: all.slice(1), all });
  } finally {
    for (const each of opened) each.close();
  }
};

/** Everybody's records, and the keys to read them, are wherever they belong, and are applied there. */
export const unsettled = ({ hq, branches, all }: Files): readonly string[] => [
  ...branches.flatMap((branch) => [
    ...missing(hq, branch, ["all", `branch:${branch.branch}`]),
    ...missing(branch, hq, ["hq", `branch:${branch.branch}`]),
  ]),
  ...all.flatMap(({ alias, rows }) => {
    const [n] = rows<Record<string, number>>(
      `SELECT (SELECT count(*) FROM log_open) AS unsealed, (SELECT count(*) FROM key_wanted) AS keysWanted,
         (SELECT count(*) FROM keyring WHERE shared = 0 AND ${alias} > 1
            AND subject NOT IN (SELECT subject FROM pending_visit)) AS keysUnshared,
         (SELECT count(*) FROM batch WHERE origin <> ${alias} AND pos > (
            SELECT json_extract(value, '$[0]') FROM meta WHERE key = 'applied')) AS unapplied`,
    );
    return Object.entries(n!).flatMap(([what, count]) =>
      count > 0 ? [`node ${alias} has ${count} ${what}`] : [],
    );
  }),
];

const missing = (from: NodeFile, at: NodeFile, streams: readonly string[]): readonly string[] =>
  from
    .rows<{ stream: string; seq: number }>("SELECT stream, seq FROM stream_head")
    .filter(({ stream }) => streams.includes(stream))
    .flatMap(({ stream, seq }) => {
      const text = "SELECT coalesce(max(seq_to), 0) AS seq FROM batch WHERE origin = ? AND stream = ?";
      const [has] = at.rows<{ seq: number }>(text, from.alias, stream);
      return has!.seq === seq
        ? []
        : [`node ${at.alias} has ${has!.seq} of ${seq} of ${from.alias}/${stream}`];
    });
