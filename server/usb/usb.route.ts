/**
 * The stick over HTTP, for whoever has no shell: a file is made and saved by the browser, and handed over in parts, so that a request
 * stays as small as any other. What becomes of a file is asked for while it is taken.
 */
import { join } from "node:path";
import { createRoute } from "@hono/zod-openapi";
import type * as z from "zod";
import { hqWord } from "../../sync/hq-word";
import { usbBytesMax } from "../../sync/usb";
import type { Deps } from "../deps";
import { answer, api, file, json, refusals, refusedBy } from "../http/api";
import { keepPart, partMissing, partsSize } from "../http/parts";
import { codeOf, refusal } from "../http/problem";
import { actor, commandOf, ownerOf, plainCommand } from "../http/request";
import { makeBody, partBody, takeBody, usbView } from "./usb.schema";
import { type MakeError, usbSuffix } from "./usb.usecase";

const usbParts = { what: "usb", bytesMax: usbBytesMax };

const statusByMakeError = {
  NodeNotFound: 404,
  UsbBranchNeeded: 409,
  UsbNoBranchHere: 409,
  UsbNoHeadquarters: 409,
  UsbNodeShutOut: 409,
  UsbBehindHorizon: 409,
} as const satisfies Partial<Record<MakeError["type"], number>>;

const make = createRoute({
  method: "post",
  path: "/usb/file",
  summary: "A file for the stick: what the other side lacks, sealed and signed",
  request: { body: json(makeBody) },
  responses: { 200: file("application/octet-stream", "The file"), ...refusedBy(statusByMakeError) },
});
const part = createRoute({
  method: "put",
  path: "/usb/parts",
  summary: "A part of a file from a stick, in order; 0 begins a new file",
  request: { body: json(partBody) },
  responses: {
    204: { description: "Kept" },
    ...refusedBy({ UsbPartMissing: 409, UsbTooLarge: 413 }),
  },
});
const take = createRoute({
  method: "post",
  path: "/usb/take",
  summary: "Takes the file whose parts have come; GET tells how far it is and what became of it",
  request: { body: json(takeBody) },
  responses: { 202: answer(usbView, "Being taken"), ...refusedBy({ UsbPartMissing: 409 }) },
});
const look = createRoute({
  method: "get",
  path: "/usb",
  summary: "What became of the file that was handed over last",
  responses: { 200: answer(usbView, "As it stands"), ...refusals },
});

export const usbRoutes = (deps: Deps) => {
  const { usb, db } = deps;
  const uploadOf = (owner: string) => join(usb.folder(), `from-${owner.replace(/[^\w-]/g, "_")}${usbSuffix}`);
  return api()
    .openapi(make, async (c) => {
      const made = await usb.make(await commandOf(c), c.req.valid("json").branch);
      if (!made.ok) throw refusal(asMakeError(made.error), statusByMakeError);
      return c.body(Bun.file(made.value.path).stream(), 200, {
        "content-type": "application/octet-stream",
        "content-length": String(made.value.bytes),
        "content-disposition": `attachment; filename="${made.value.name}"`,
      });
    })
    .openapi(part, (c) => {
      const { from, bytes } = c.req.valid("json");
      keepPart(uploadOf(ownerOf(actor(c))), from, Buffer.from(bytes, "base64url"), usbParts);
      return c.body(null, 204);
    })
    .openapi(take, (c) => {
      const path = uploadOf(ownerOf(actor(c)));
      const { bytes } = c.req.valid("json");
      const kept = partsSize(path);
      if (kept !== bytes) throw partMissing(usbParts.what, kept);
      usb.begin(plainCommand(c), path, bytes);
      return c.json(viewOf(deps), 202);
    })
    .openapi(look, (c) => c.json(viewOf({ usb, db }), 200));
};

/** What the log itself refuses is the writer's own trouble, told as everywhere. */
const asMakeError = (
  error: MakeError,
): Exclude<MakeError, { type: "Gap" | "Fork" | "ChainBroken" | "StampBehind" }> => {
  switch (error.type) {
    case "Gap":
    case "Fork":
    case "ChainBroken":
    case "StampBehind":
      throw new Error(`its own log refuses what this node seals: ${error.type}`);
    default:
      return error;
  }
};

const viewOf = ({ usb, db }: Pick<Deps, "usb" | "db">): z.infer<typeof usbView> => {
  const word = hqWord(db);
  return { taking: takingView(usb.taking), word: word ? { at: word.atMs, by: word.by } : null };
};

const takingView = (taking: Deps["usb"]["taking"]): z.infer<typeof usbView>["taking"] => {
  if (!taking) return null;
  switch (taking.state) {
    case "taking":
      return taking;
    case "taken": {
      const { from, atMs, records, isOlder, more } = taking.taken;
      return { state: "taken", branch: from.branch, madeAt: atMs, records, isOlder, more };
    }
    case "refused": {
      const { error } = taking;
      return {
        state: "refused",
        code: codeOf(error.type),
        branch: error.type === "UsbForOther" ? error.branch : null,
      };
    }
  }
};
