/**
 * What the demo's supervisor tells and takes: `GET /demo/api/state`, `POST /demo/api/printer/<node>/<switch>`,
 * `POST /demo/api/line/<node>`, `GET /demo/api/rights/<node>`.
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

export type Rights = z.infer<typeof branchRights>;
export type Units = Rights["day"];

/** A day's units as the branch sees them and as headquarters does; null from a node that gives no answer. */
export interface RightsSeen {
  readonly branch: Rights | null;
  readonly hq: Rights | null;
}

export const readRights = (node: string, group: string, date: string): Answer<RightsSeen> =>
  get<RightsSeen>(`/rights/${encodeURIComponent(node)}?${new URLSearchParams({ group, date })}`, { base });
