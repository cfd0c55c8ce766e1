import type { Timers } from "../../sync/core/timers";
import { ask } from "../http-ask";
import type { CaptureOutcome, FingerprintReader } from "../ports";

/** A template is some hundreds of bytes (ISO/IEC 19794-2); a picture of a finger is not asked for. */
export const templateBytesMax = 16 * 1024;

/**
 * A fingerprint reader's service over HTTP.
 *
 *   POST <url>/v1/capture  {"finger": "right_index", "deadlineMs"}
 *   200 {"result": "captured", "template": <base64>, "quality": 71, "engine": "name 1.2"}
 *   200 {"result": "timeout" | "poor_quality"}
 *
 * Anything else, and silence at the deadline, is `unavailable`. Nobody is asked twice by itself: the officer is.
 */
export const httpFingerprintReader = ({
  url,
  timers,
}: {
  readonly url: string;
  readonly timers: Timers;
}): FingerprintReader => ({
  async capture({ finger, deadlineMs }) {
    const answer = await ask({
      url: `${url.replace(/\/$/, "")}/v1/capture`,
      body: { finger, deadlineMs },
      deadlineMs,
      bytesMax: 2 * templateBytesMax,
      timers,
    });
    return (answer.ok ? captureOf(answer.value) : undefined) ?? notCaptured("unavailable");
  },
});

const notCaptured = (reason: "timeout" | "poor_quality" | "unavailable"): CaptureOutcome => ({
  type: "not_captured",
  reason,
});

/** Pure and total. */
export const captureOf = (answer: unknown): CaptureOutcome | undefined => {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { result, template, quality, engine } = answer as { readonly [key: string]: unknown };
  if (result === "timeout" || result === "poor_quality") return notCaptured(result);
  if (result !== "captured" || typeof template !== "string") return undefined;
  if (typeof quality !== "number" || !(quality >= 0 && quality <= 100)) return undefined;
  if (typeof engine !== "string" || engine.length === 0 || engine.length > 60) return undefined;
  const bytes = Buffer.from(template, "base64");
  if (bytes.length === 0 || bytes.length > templateBytesMax) return undefined;
  return { type: "captured", template: bytes, quality, engine };
};
