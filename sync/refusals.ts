/** What a node is told when its batches are refused: a stable code and the few facts that help. */
import type { PeerRefusal } from "./peer-port";
import type { ReceiveError } from "./receive";
import type { RefusalDetail } from "./transport";

/** A disk or a queue that will do better later is no refusal: the sender is asked for patience. */
const patience = new Set(["Overloaded", "DiskFull", "IoError", "OutcomeUnknown", "Stopping"]);
/**
 * Nobody here knows when it will be better, a full disk least of all: long enough for a restart, and after each try in vain the
 * sender doubles its own wait up to a minute (`backoff.ts`), so that a disk that stays full costs a megabyte a minute and branch.
 */
const patienceS = 5;

/** A node asks for less of its own than is here: its folder is an old copy. Detail: `stream`, its `here`, our `there`. */
export const oldCopyCode = "old_copy";

/** What a node asks for is older than headquarters' log. Detail: `stream`, what it has (`here`), our first (`there`). */
export const behindHorizonCode = "behind_horizon";

/** The door lets a node that headquarters suspended do nothing but read why. */
export const shutOutCode = "node_suspended";

export const refusalOf = (error: ReceiveError): PeerRefusal => {
  if (patience.has(error.type)) return { type: "Busy", retryAfterS: patienceS };
  const detail = Object.fromEntries(
    Object.entries(error).filter(
      ([name, value]) => name !== "type" && (typeof value === "string" || typeof value === "number"),
    ),
  ) as RefusalDetail;
  return { type: "Refused", code: codeOf(error.type), detail };
};

/** `ChainBroken` becomes `chain_broken`. */
const codeOf = (type: string): string =>
  type.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
