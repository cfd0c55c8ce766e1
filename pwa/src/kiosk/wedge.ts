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
  /** How many of them were handed on as typing, because a busy page heard of the rest too late. */
  readonly handedOn: number;
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

export const idleWedge: Wedge = { keys: "", handedOn: 0, lastAtMs: Number.NEGATIVE_INFINITY, lines: [] };

const typed = ({ keys, handedOn }: Wedge): Heard[] =>
  keys.length < burstKeysMin
    ? Array.from(keys.slice(handedOn), (key) => ({ type: "typed", key }) as const)
    : [];

/** Takes one key in: a single character, `"Enter"` or `"Tab"`; other named keys are not for the wedge. */
export const feed = (wedge: Wedge, key: string, atMs: number): Fed => {
  const inBurst = wedge.keys !== "" && atMs - wedge.lastAtMs < burstGapMsMax;
  const ends = key === "Enter" || key === "Tab";
  if (ends && inBurst && wedge.keys.length >= burstKeysMin) return finish(wedge, atMs);
  const before = inBurst ? [] : typed(wedge);
  if (ends) return { wedge: idleWedge, heard: inBurst ? typed(wedge) : before, swallow: false };
  const continues = atMs - wedge.lastAtMs < lineGapMsMax;
  const lines = inBurst || continues ? wedge.lines : [];
  const keys = inBurst ? wedge.keys + key : key;
  const handedOn = inBurst ? wedge.handedOn : 0;
  return { wedge: { keys, handedOn, lastAtMs: atMs, lines }, heard: before, swallow: inBurst };
};

/**
 * Hands on what a person typed once no burst seems to follow. Call it `burstGapMsMax` after a key. A longer burst is left alone, and
 * what was handed on is still remembered: only the times of its keys say whether it went on, however late the page hears of them.
 */
export const settle = (wedge: Wedge, nowMs: number): Fed => {
  const quiet = nowMs - wedge.lastAtMs >= burstGapMsMax;
  if (!quiet || wedge.keys.length >= burstKeysMin) return { wedge, heard: [], swallow: false };
  return { wedge: { ...wedge, handedOn: wedge.keys.length }, heard: typed(wedge), swallow: false };
};

const finish = (wedge: Wedge, atMs: number): Fed => {
  const lines = [...wedge.lines, wedge.keys];
  const scan = scanOf(lines) ?? scanOf([wedge.keys]);
  if (scan === "more") return { wedge: { ...idleWedge, lastAtMs: atMs, lines }, heard: [], swallow: true };
  return {
    wedge: idleWedge,
    heard: [scan ? { type: "scan", scan } : { type: "unknownCode", text: wedge.keys }],
    swallow: true,
  };
};
