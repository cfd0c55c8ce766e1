/** Lists and lines to registries as this node tells them, and a file handed over at headquarters. */
import type * as z from "zod";
import type { listsView, recheckViewSchema } from "../../../server/screening/screening.schema";
import { ok } from "../../../sync/core/result";
import { type Answer, get, post, put } from "../api";
import { partBytes, textOf } from "../usb/stick";

export type Lists = z.infer<typeof listsView>;
export type ListShown = Lists["lists"][number];
export type Rechecks = z.infer<typeof recheckViewSchema>;
export type Taken = Exclude<Lists["taking"], null | { readonly state: "taking" }>;

const as = "staff";
const lookMs = 700;

export const loadLists = (): Answer<Lists> => get("/lists", { as });
export const loadRechecks = (): Answer<Rechecks> => get("/screening/rechecks", { as });

/** Hands a file over and waits until it was taken or refused. `onProgress`: what was sent, from 0 to 1. */
export const takeFile = async (file: Blob, onProgress: (share: number) => void): Answer<Taken> => {
  for (let from = 0; from < file.size; from += partBytes) {
    const part = new Uint8Array(await file.slice(from, from + partBytes).arrayBuffer());
    const kept = await put("/lists/parts", { from, bytes: textOf(part) }, { as });
    if (!kept.ok) return kept;
    onProgress(Math.min(1, (from + partBytes) / file.size));
  }
  const begun = await post<Lists>("/lists", { bytes: file.size }, { as });
  for (let answer = begun; ; answer = await loadLists()) {
    if (!answer.ok) return answer;
    const { taking } = answer.value;
    // A node that was started anew meanwhile knows of no file.
    if (!taking) return ok({ state: "refused", code: "list_forgotten", line: null });
    if (taking.state !== "taking") return ok(taking);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
};
