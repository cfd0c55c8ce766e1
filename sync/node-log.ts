/** The log of one running node: its store on the writer's file, and the questions that sync asks of it. */
import type { ChainHead, LogStore } from "./log-store";
import { SqliteLogStore } from "./sqlite-log-store";
import type { SubmitError, Writer } from "./submit";
import { statement } from "./tables";
import type { Vector } from "./transport";

/** The writer could not make a change of the log durable. */
export class LogFailed extends Error {
  constructor(readonly error: SubmitError) {
    super(error.type);
  }
}

/** The log in the node's own file, written between the groups of plans. */
export const nodeLog = (writer: Writer): LogStore =>
  new SqliteLogStore({
    db: writer.deps.db,
    exclusive: async (work) => {
      const done = await writer.whole(({ tx }) => work(tx.db));
      if (!done.ok) throw new LogFailed(done.error);
      return done.value;
    },
  });

/** How far this node has these streams: sequence by "origin/stream". */
export const vectorOf = async (store: LogStore, streams?: readonly string[]): Promise<Vector> =>
  new Map((await store.heads(streams)).map((head) => [nameOf(head), head.seq]));

/** How far this node has what another one wrote. */
export const headsOf = async (
  store: LogStore,
  origin: number,
): Promise<{ readonly [originStream: string]: number }> =>
  Object.fromEntries(
    (await store.heads()).filter((head) => head.origin === origin).map((head) => [nameOf(head), head.seq]),
  );

const nameOf = ({ origin, stream }: Pick<ChainHead, "origin" | "stream">): string => `${origin}/${stream}`;

/** How far headquarters' stream `all` is here. At headquarters itself also what is not sealed yet. */
export const allSeqOf = (writer: Writer, store: LogStore) => async (): Promise<number> => {
  const own = statement(writer.deps.db, "SELECT seq FROM stream_head WHERE stream = 'all'").get() as {
    seq: number;
  } | null;
  return own?.seq ?? Math.max(0, ...(await store.heads(["all"])).map(({ seq }) => seq));
};
