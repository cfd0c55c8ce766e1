/**
 * The code on the hall's display: who can read it stands in the hall. It is signed by the branch, with a key that never leaves its node,
 * over the branch and the half minute; so another branch's code, an old one or a guess opens nothing.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Long enough to type, too short to be sent around: the display shows the next one after this. */
export const hallCodeMs = 30_000;

/** 32 signs without look-alikes: no 0 and O, no 1 and I. A thousand million codes in all. */
const signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const signCount = 6;

export interface HallSecret {
  readonly key: Uint8Array;
  readonly branch: string;
}

/** The code of the half minute that `atMs` lies in. */
export const hallCode = ({ key, branch }: HallSecret, atMs: number): string => {
  const mac = createHmac("sha256", key)
    .update(`hall-code/${branch}/${windowOf(atMs)}`)
    .digest();
  return [...mac.subarray(0, signCount)].map((byte) => signs[byte % signs.length]!).join("");
};

/** When the code of `atMs` leaves the display. */
export const hallCodeEndsMs = (atMs: number): number => (windowOf(atMs) + 1) * hallCodeMs;

/** Whether somebody typed the code of now, or the one before: it may have changed while they typed. */
export const isHallCode = (secret: HallSecret, typed: string, atMs: number): boolean => {
  const given = Buffer.from(normalised(typed));
  return [atMs, atMs - hallCodeMs].some((ms) => {
    const right = Buffer.from(hallCode(secret, ms));
    return given.length === right.length && timingSafeEqual(given, right);
  });
};

/** As people type: small letters, a gap in the middle. */
const normalised = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, "");

const windowOf = (atMs: number): number => Math.floor(atMs / hallCodeMs);
