/** What pages ask of the stick under `/api/v1`: a file saved, a file handed over in parts, and what became of it. */
import type * as z from "zod";
import type { usbView } from "../../../server/usb/usb.schema";
import { err, ok } from "../../../sync/core/result";
import { type Answer, get, post, postFile, put } from "../api";
import { newCommandId } from "../command-id";
import { download } from "../download";
import { node } from "../node";
import { nowMs } from "../ui/now";

export type Usb = z.infer<typeof usbView>;
export type Taken = Extract<Usb["taking"], { readonly state: "taken" | "refused" }>;

const as = "staff";
/** A branch's week may take a while to be sealed. */
const makeMsMax = 5 * 60_000;

/** Has a file made and saves it. `branch`: at headquarters, whom it is for. Answers with its name. */
export const saveStick = async (branch: string | null): Answer<string> => {
  const call = { as, key: newCommandId(), timeoutMs: makeMsMax } as const;
  const made = await postFile("/usb/file", { branch }, call);
  if (!made.ok) return made;
  const when = new Date(nowMs.value).toISOString().slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
  const name = `sto-${node.value?.branchId ?? "hq"}-to-${branch ?? "hq"}-${when}.stolog`;
  download(made.value, name);
  return ok(name);
};

/** As the server takes them (`partBytesMax`); a whole number of three bytes. */
export const partBytes = 45_000;
const lookMs = 700;

/** Hands a file over and waits until it was taken or refused. `onProgress`: from 0 to 1. */
export const takeStick = async (file: Blob, onProgress: (share: number) => void): Answer<Taken> => {
  // At least one part, so that what was handed over before is not taken once more.
  for (let from = 0; from === 0 || from < file.size; from += partBytes) {
    const part = new Uint8Array(await file.slice(from, from + partBytes).arrayBuffer());
    if (part.length === 0) return ok({ state: "refused", code: "usb_not_ours", branch: null });
    const kept = await put("/usb/parts", { from, bytes: textOf(part) }, { as });
    if (!kept.ok) return kept;
    onProgress((Math.min(file.size, from + partBytes) / file.size) * sendShare);
  }
  const begun = await post<Usb>("/usb/take", { bytes: file.size }, { as });
  if (!begun.ok) return begun;
  for (;;) {
    const answer = await get<Usb>("/usb", { as });
    if (!answer.ok) return answer;
    const { taking } = answer.value;
    // A node that was started anew meanwhile knows of no file.
    if (!taking) return err({ code: "usb_forgotten", status: 0, requestId: null, errors: [], data: {} });
    if (taking.state !== "taking") return ok(taking);
    onProgress(sendShare + (taking.bytes / Math.max(1, taking.of)) * (1 - sendShare));
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
};

/** The part of the whole way that sending is. */
const sendShare = 0.6;

/** Bytes as base64url. */
export const textOf = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
