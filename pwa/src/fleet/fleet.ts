/** What the fleet page asks under `/api/v1`, and the order in which it shows branches. */
import type * as z from "zod";
import type { fleetView, nodeCodeView } from "../../../server/hq/nodes.schema";
import type { SuspendReason } from "../../../server/hq/nodes";
import { type Answer, get, post } from "../api";

export type Fleet = z.infer<typeof fleetView>;
export type FleetNode = Fleet["nodes"][number];
export type NodeCode = z.infer<typeof nodeCodeView>;

const as = "staff";

export const loadFleet = (): Answer<Fleet> => get<Fleet>("/hq/fleet", { as });

export const makeNodeCode = (branch: string, replaces: number | null): Answer<NodeCode> =>
  post<NodeCode>("/hq/node-codes", { branch, replaces }, { as });

export const suspendNode = (alias: number, reason: SuspendReason): Answer<unknown> =>
  post(`/hq/nodes/${alias}/suspend`, { reason }, { as });

const contactRank = { suspended: 0, silent: 1, heard: 2, replaced: 3 } as const;

/** Who needs a call stands on top, then the fullest hall. */
export const worstFirst = (a: FleetNode, b: FleetNode): number =>
  contactRank[a.contact] - contactRank[b.contact] || waitingAt(b) - waitingAt(a) || a.alias - b.alias;

export const waitingAt = ({ pulse }: FleetNode): number => pulse?.queue.waiting ?? 0;

/** Older pictures are told with their age. */
export const pictureMsMax = 60_000;

/** Below this share of free disk a branch is told of. */
export const diskShareMin = 0.1;
export const clockMsMax = 60_000;
/** A backup is due every night. */
export const backupMsMax = 36 * 3_600_000;
