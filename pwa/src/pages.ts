import type { ComponentType } from "preact";

/** A page's component gets the named parts of its path: `/ticket/:id` gives `{ id }`. */
export type Page = ComponentType<{ params: Readonly<Record<string, string>> }>;

export interface PageRow {
  readonly path: string;
  /** Folder of the page group: its own style sheet, `<group>/style.css`, is loaded with it when there is one. */
  readonly group: string;
  readonly load: () => Promise<{ default: Page }>;
}

/** Every page, each group in its own chunk. A new group adds its rows here; server and service worker need no change. */
export const pages: readonly PageRow[] = [
  { path: "/", group: "home", load: () => import("./home/home-page") },
  { path: "/book", group: "book", load: () => import("./book/book-page") },
  { path: "/my", group: "my", load: () => import("./my/my-page") },
  { path: "/my/move/:id", group: "book", load: () => import("./my/move-page") },
  { path: "/account", group: "account", load: () => import("./account/account-page") },
  { path: "/account/recover", group: "account", load: () => import("./account/recover-page") },
  { path: "/slip/:ref", group: "slip", load: () => import("./slip/slip-page") },
  { path: "/ticket/:id", group: "ticket", load: () => import("./ticket/ticket-page") },
  { path: "/office/:code", group: "home", load: () => import("./office/office-page") },
  { path: "/checkin", group: "ticket", load: () => import("./ticket/check-in-page") },
  { path: "/kiosk", group: "kiosk", load: () => import("./kiosk/kiosk-page") },
  { path: "/counter", group: "counter", load: () => import("./counter/counter-page") },
  { path: "/tablet", group: "device", load: () => import("./device/tablet-page") },
  { path: "/door", group: "door", load: () => import("./door/door-page") },
  { path: "/lane", group: "lane", load: () => import("./lane/lane-page") },
  { path: "/gates", group: "gates", load: () => import("./gates/gates-page") },
  { path: "/gates/referrals", group: "gates", load: () => import("./gates/referrals-page") },
  { path: "/gates/referrals/:id", group: "gates", load: () => import("./gates/referrals-page") },
  { path: "/gates/shift", group: "gates", load: () => import("./gates/shift-page") },
  { path: "/gates/figures", group: "gates", load: () => import("./gates/figures-page") },
  { path: "/movements", group: "movements", load: () => import("./movements/movements-page") },
  { path: "/display", group: "display", load: () => import("./display/display-page") },
  { path: "/hall", group: "hall", load: () => import("./hall/hall-page") },
  { path: "/branch", group: "branch", load: () => import("./branch/branch-page") },
  { path: "/branch/policy", group: "branch", load: () => import("./branch/policy-page") },
  { path: "/devices", group: "devices", load: () => import("./devices/devices-page") },
  { path: "/line", group: "branch", load: () => import("./line/line-page") },
  { path: "/fleet", group: "fleet", load: () => import("./fleet/fleet-page") },
  { path: "/fleet/data", group: "fleet", load: () => import("./fleet/master-page") },
  { path: "/erasures", group: "people", load: () => import("./erasures/erasures-page") },
  { path: "/lists", group: "people", load: () => import("./lists/lists-page") },
  { path: "/audit", group: "audit", load: () => import("./audit/audit-page") },
  { path: "/staff", group: "people", load: () => import("./people/people-page") },
  { path: "/staff/key", group: "people", load: () => import("./people/key-page") },
  { path: "/staff/accounts", group: "people", load: () => import("./people/recoveries-page") },
  { path: "/staff/me", group: "people", load: () => import("./people/me-page") },
  { path: "/demo", group: "demo", load: () => import("./demo/demo-page") },
];
