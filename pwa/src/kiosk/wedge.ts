/**
 * Tells a scanner that pretends to be a keyboard (a "wedge") from a person at one. Pure: keys and their times in.
 *
 * A scanner types faster than anybody: less than 35 ms between characters, then CR or Tab (hardware notes, scanners).
 * Such a burst is never typing: it becomes a scan when it has the shape of one and is dropped when it has not.
 * Slower keys are a person's and are handed on one by one, a moment late, so that a scanner cannot write in a field.
 */
import { scanOf, type Scan } from "./scan-kind";

/** The longest pause inside a scanner's burst. */
export const burstGapMsMax = 35;
/** Fewer fast keys than this are a quick pair of hands. */
const burstKeysMin = 6;
/** The lines of one machine-readable zone follow each other within this time. */
const lineGapMsMax = 500;

export interface Wedge {
  readonly keys: string;
  readonly lastAtMs: number;
  /** Finished lines of a scan that wants more of them. */
  readonly lines: readonly string[];
}

export type Heard =
  | { readonly type: "typed"; readonly key: string }
  | { readonly type: "scan"; readonly scan: Scan }
  | { readonly type: "unknownCode"; readonly text: string };

export interface Fed {
  readonly wedge: Wedge;
  readonly heard: readonly Heard[];
  /** True when the key belongs to a scanner: the page must not act on it (Enter would press the focused button). */
  readonly swallow: boolean;
}

export const idleWedge: Wedge = { keys: "", lastAtMs: Number.NEGATIVE_INFINITY, lines: [] };

const typed = (keys: string): Heard[] =>
  keys.length < burstKeysMin ? [...keys].map((key) => ({ type: "typed", key }) as const) : [];

/** Takes one key in: a single character, `"Enter"` or `"Tab"`; other named keys are not for the wedge. */
export const feed = (wedge: Wedge, key: string, atMs: number): Fed => {
  const inBurst = wedge.keys !== "" && atMs - wedge.lastAtMs < burstGapMsMax;
  const ends = key === "Enter" || key === "Tab";
  if (ends && inBurst && wedge.keys.length >= burstKeysMin) return finish(wedge, atMs);
  const before = inBurst ? [] : typed(wedge.keys);
  if (ends) return { wedge: idleWedge, heard: inBurst ? typed(wedge.keys) : before, swallow: false };
  const continues = atMs - wedge.lastAtMs < lineGapMsMax;
  const lines = inBurst || continues ? wedge.lines : [];
  const keys = inBurst ? wedge.keys + key : key;
  return { wedge: { keys, lastAtMs: atMs, lines }, heard: before, swallow: inBurst };
};

/**
 * Hands on what a person typed once it is clear that no burst follows. Call it `burstGapMsMax` after a key. A longer
 * burst is left alone: only the times of its keys say whether it went on, however late the page hears of them.
 */
export const settle = (wedge: Wedge, nowMs: number): Fed => {
  const quiet = nowMs - wedge.lastAtMs >= burstGapMsMax;
  const nothing = wedge.keys === "" || wedge.keys.length >= burstKeysMin || !quiet;
  if (nothing) return { wedge, heard: [], swallow: false };
  return { wedge: { ...wedge, keys: "" }, heard: typed(wedge.keys), swallow: false };
};

const finish = (wedge: Wedge, atMs: number): Fed => {
  const lines = [...wedge.lines, wedge.keys];
  const scan = scanOf(lines) ?? scanOf([wedge.keys]);
  if (scan === "more") return { wedge: { keys: "", lastAtMs: atMs, lines }, heard: [], swallow: true };
  return {
    wedge: idleWedge,
    heard: [scan ? { type: "scan", scan } : { type: "unknownCode", text: wedge.keys }],
    swallow: true,
  };
};
