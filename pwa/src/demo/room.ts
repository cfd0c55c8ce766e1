/**
 * What the demo's supervisor tells and takes: `GET /demo/api/state`, `POST /demo/api/printer/<node>/<switch>`,
 * `POST /demo/api/line/<node>`, `GET /demo/api/rights/<node>`, `POST /demo/api/lane/<node>/<lane>/<switch>`,
 * `POST /demo/api/service/<node>/<service>`, `POST /demo/api/kiosk/<node>`.
 */
import type * as z from "zod";
import type { branchRights } from "../../../server/hq/hq.route";
import { get, post, type Answer } from "../api";
import type { Text } from "../api-types";

export interface RoomPrinter {
  /** Id of the node whose printer it is. */
  readonly branch: string;
  readonly paper: "ok" | "near_end" | "out";
  readonly cover: "open" | "closed";
  readonly power: "on" | "off";
  /** Connected, and silent: a half-open line. */
  readonly frozen: boolean;
  readonly tickets: readonly {
    readonly id: string;
    readonly atMs: number;
    readonly pngUrl: string;
    readonly bytes: number;
  }[];
}

/** The gate lanes of one node, and the services that its lanes ask. */
export interface RoomGates {
  readonly branch: string;
  readonly registry: string;
  readonly matcher: string;
  readonly travellers: readonly {
    readonly id: string;
    readonly name: string;
    /** Of their passport. */
    readonly number: string;
    readonly what: Text;
  }[];
  readonly lanes: readonly {
    readonly id: string;
    readonly name: string;
    /** The emulated controller's own word. */
    readonly state: string;
    readonly walks: "one" | "tailgater" | "nobody";
    readonly fire: boolean;
    readonly powered: boolean;
  }[];
}

export type LaneSwitch = "lay" | "walk" | "fire" | "power";

export interface Room {
  readonly nodes: readonly {
    readonly id: string;
    readonly role: "branch" | "hq";
    readonly branch: string | null;
    readonly url: string;
    readonly ready: boolean;
    readonly pages: readonly { readonly name: Text; readonly url: string }[];
  }[];
  /** The line of each branch to headquarters, by the branch's node. */
  readonly lines: readonly { readonly branch: string; readonly state: "up" | "cut" }[];
  readonly printers: readonly RoomPrinter[];
  readonly gates: readonly RoomGates[];
  readonly spool: readonly {
    readonly kind: "sms" | "mail";
    readonly to: string;
    readonly body: string;
    readonly at?: string | number;
  }[];
}

export type Switch = "paper" | "cover" | "power" | "freeze";

const base = "/demo/api";

export const readRoom = (): Answer<Room> => get<Room>("/state", { base });

export const turn = (node: string, what: Switch, value: string): Answer<Room> =>
  post<Room>(`/printer/${encodeURIComponent(node)}/${what}`, { value }, { base });

/** Cuts or restores the line of a branch. */
export const turnLine = (node: string, value: string): Answer<Room> =>
  post<Room>(`/line/${encodeURIComponent(node)}`, { value }, { base });

/** Something happens at a gate lane: a document is laid down, somebody walks, there is a fire. */
export const turnLane = (node: string, lane: string, what: LaneSwitch, value: string): Answer<Room> =>
  post<Room>(`/lane/${encodeURIComponent(node)}/${encodeURIComponent(lane)}/${what}`, { value }, { base });

/** A traveller lays their passport on the reader of the branch's kiosk. */
export const layAtKiosk = (node: string, traveller: string): Answer<Room> =>
  post<Room>(`/kiosk/${encodeURIComponent(node)}`, { value: traveller }, { base });

/** How the registry or the matcher behaves. */
export const turnService = (node: string, service: "registry" | "matcher", value: string): Answer<Room> =>
  post<Room>(`/service/${encodeURIComponent(node)}/${service}`, { value }, { base });

export type Rights = z.infer<typeof branchRights>;
export type Units = Rights["day"];

/** A day's units as the branch sees them and as headquarters does; null from a node that gives no answer. */
export interface RightsSeen {
  readonly branch: Rights | null;
  readonly hq: Rights | null;
}

export const readRights = (node: string, group: string, date: string): Answer<RightsSeen> =>
  get<RightsSeen>(`/rights/${encodeURIComponent(node)}?${new URLSearchParams({ group, date })}`, { base });
