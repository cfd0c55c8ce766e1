/**
 * What a document-reader service says over HTTP: a vendor's SDK behind three kinds of sentence. Pure and total.
 *
 *   GET <url>/v1/reads                    at once {"cursor": "7", "reads": []}: where its list ends now
 *   GET <url>/v1/reads?after=7&wait=5000  what was read after that, at once; else with the next read, or empty after `wait` ms
 *
 *   read = {"id": "r8", "mrz": ["P<UTO…", "L898…"], "chip": "ok" | "failed" | "absent",
 *           "image": <JPEG of the page, base64> | null, "face": <JPEG in the chip, base64> | null, "ageMs": 120}
 *
 * `ageMs` is how long ago it was read, by the service's own clock: nobody's wall clock is asked. A service that knows nothing of a
 * cursor (it was started anew) answers as without one. `chip` is `ok` when the chip was read, its signatures hold against the
 * country's certificates, and what it says is the printed zone; `failed` when any of it is not so.
 */
import { err, ok, type Result } from "../../sync/core/result";
import type { ChipResult, DocumentRead } from "../ports";

/** Two pictures of 2 MB as base64, and room for the rest. */
export const answerBytesMax = 6 * 1024 * 1024;
export const imageBytesMax = 2 * 1024 * 1024;
/** More documents than a person lays on a reader while one question is open. */
const readsMax = 16;
/** An older read belongs to somebody who has gone: the line was away in between. */
export const ageMsMax = 5_000;

export interface ServiceAnswer {
  readonly cursor: string;
  readonly reads: readonly DocumentRead[];
  /** Reads that were dropped because no service says such a thing. */
  readonly garbled: number;
}

/** `nowMs`: when the answer came. */
export const readAnswer = (
  answer: unknown,
  nowMs: number,
): Result<ServiceAnswer, { readonly type: "Garbled" }> => {
  if (!isObject(answer) || !isShortText(answer["cursor"], 64) || !Array.isArray(answer["reads"]))
    return err({ type: "Garbled" });
  const said = (answer["reads"] as readonly unknown[]).slice(-readsMax);
  const reads = said.map((read) => readOf(read, nowMs));
  return ok({
    cursor: answer["cursor"],
    reads: reads.filter((read) => read !== undefined && read !== "old") as readonly DocumentRead[],
    garbled: reads.filter((read) => read === undefined).length,
  });
};

const readOf = (read: unknown, nowMs: number): DocumentRead | "old" | undefined => {
  if (!isObject(read)) return undefined;
  const { id, mrz, chip, ageMs } = read;
  if (!isShortText(id, 64) || !isChip(chip) || typeof ageMs !== "number" || !(ageMs >= 0)) return undefined;
  if (!Array.isArray(mrz) || mrz.length > 3 || !mrz.every(isLine)) return undefined;
  if (ageMs > ageMsMax) return "old";
  return {
    id,
    mrz: mrz.map((line) => line.toUpperCase()),
    chip,
    image: jpegOf(read["image"]),
    face: jpegOf(read["face"]),
    atMs: nowMs - ageMs,
  };
};

/** A picture is a help: one that is no JPEG, or too large, is left out, and the read stays. */
const jpegOf = (text: unknown): Uint8Array | null => {
  if (typeof text !== "string" || text.length > Math.ceil(imageBytesMax / 3) * 4) return null;
  const bytes = Buffer.from(text, "base64");
  return isJpeg(bytes) && bytes.length <= imageBytesMax ? bytes : null;
};

/** Start and end of image (ITU-T T.81, annex B): what a file calls itself is not asked. */
export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes.length > 4 &&
  bytes[0] === 0xff &&
  bytes[1] === 0xd8 &&
  bytes[2] === 0xff &&
  bytes.at(-2) === 0xff &&
  bytes.at(-1) === 0xd9;

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isShortText = (value: unknown, charsMax: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= charsMax;

const isChip = (value: unknown): value is ChipResult =>
  value === "ok" || value === "failed" || value === "absent";

/** A line of the zone, or what a reader took for one: rules judge it. */
const isLine = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9A-Za-z<]{1,44}$/.test(value);
