/**
 * A node that was away for longer than headquarters keeps its log at hand cannot pull what it missed. It hears so, hands over what
 * only it has, and goes on in the hall; a person replaces it (`sto restore --from` its folder), and the new life begins with a snapshot.
 */
import type { Database } from "bun:sqlite";
import { behindHorizonCode } from "./refusals";
import type { Writer } from "./submit";
import { statement } from "./tables";
import type { TransportError } from "./transport";

export interface BehindHorizon {
  readonly type: "BehindHorizon";
  readonly stream: string;
  /** The last record that is here, and the first that headquarters still has at hand. */
  readonly here: number;
  readonly there: number;
}

/** What a refused pull says of it. */
export const behindHorizonIn = (error: TransportError): BehindHorizon | undefined => {
  if (error.type !== "Refused" || error.code !== behindHorizonCode) return undefined;
  const { stream, here, there } = error.detail;
  return { type: "BehindHorizon", stream: String(stream), here: Number(here), there: Number(there) };
};

export const isBehindHorizon = (db: Database): boolean =>
  statement(db, "SELECT 1 FROM meta WHERE key = 'behind_horizon'").get() !== null;

/** Kept in the file, for whoever looks at it when the node does not run. */
export const noteBehindHorizon = async (writer: Writer, isBehind: boolean): Promise<void> => {
  if (isBehindHorizon(writer.deps.db) === isBehind) return;
  await writer.whole(({ tx }) =>
    statement(
      tx.db,
      isBehind
        ? "INSERT OR IGNORE INTO meta (key, value) VALUES ('behind_horizon', '1')"
        : "DELETE FROM meta WHERE key = 'behind_horizon'",
    ).run(),
  );
};
