/** What the fleet page asks under `/api/v1`, and the order in which it shows branches. */
import type * as z from "zod";
import { troublesOf, urgency } from "../../../server/hq/fleet";
import type { fleetDayView, fleetView, nodeCodeView, revocationsView } from "../../../server/hq/nodes.schema";
import type { SuspendReason } from "../../../server/hq/nodes";
import type { FrozenDay } from "../../../server/hq/settle.usecase";
import { type Answer, get, getFile, post } from "../api";

export type Fleet = z.infer<typeof fleetView>;
export type FleetNode = Fleet["nodes"][number];
export type FleetDay = z.infer<typeof fleetDayView>;
export type Sample = FleetDay["items"][number];
export type Revoked = z.infer<typeof revocationsView>["items"][number];
export type { FrozenDay };
export type NodeCode = z.infer<typeof nodeCodeView>;

const as = "staff";

export const loadFleet = (): Answer<Fleet> => get<Fleet>("/hq/fleet", { as });

export const loadDay = (date: string): Answer<FleetDay> =>
  get<FleetDay>(`/hq/fleet/day?date=${date}`, { as });

export const dayFile = (date: string): Answer<Blob> => getFile(`/hq/fleet/day.csv?date=${date}`, { as });

export const loadRevocations = (): Answer<z.infer<typeof revocationsView>> => get("/hq/revocations", { as });

export const makeNodeCode = (branch: string, replaces: number | null): Answer<NodeCode> =>
  post<NodeCode>("/hq/node-codes", { branch, replaces }, { as });

export const suspendNode = (alias: number, reason: SuspendReason): Answer<unknown> =>
  post(`/hq/nodes/${alias}/suspend`, { reason }, { as });

/** What earlier machines of a machine's branch took along. */
export const loadFrozen = (alias: number): Answer<{ readonly days: readonly FrozenDay[] }> =>
  get(`/hq/nodes/${alias}/frozen`, { as });

export const settlePlaces = (
  alias: number,
  wish: { readonly keepEach: number; readonly reason: string },
): Answer<{ readonly units: number }> => post(`/hq/nodes/${alias}/settle`, wish, { as });

export const waitingAt = ({ pulse }: FleetNode): number => pulse?.queue.waiting ?? 0;

/** Who needs a call stands on top, then the fullest hall. */
export const worstFirst =
  (nowMs: number, version: string) =>
  (a: FleetNode, b: FleetNode): number =>
    urgency(troublesOf(a, nowMs, version)) - urgency(troublesOf(b, nowMs, version)) ||
    waitingAt(b) - waitingAt(a) ||
    a.alias - b.alias;
