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
];
