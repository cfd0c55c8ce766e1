/** A person's own entries and exits at a kiosk: the list, a proof on paper, and what became of the paper. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, id, json, listOf, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf, plainCommand } from "../http/request";
import type { HeldDocument } from "./movement.usecase";
import { movementsWith } from "./movement.usecase";
import {
  documentAt,
  type DocumentNotRead,
  planPrintProof,
  type PrintProofError,
  proofPrint,
} from "./own-proof.usecase";
import { ownMovement, ownProofBody, proofPrintSchema, zoneBody } from "./own-proof.schema";

const statusByError = {
  DocumentNotRead: 422,
  MovementNotFound: 404,
  PrinterNotReady: 503,
  StillPrinting: 409,
  TooManyTries: 429,
} as const;

/** Nobody tries out documents: not even with a keyboard that pretends to be a reader. */
const looksMax = { triesMax: 60, windowMs: 60 * 60_000 };

export const ownProofRoutes = (deps: Deps) => {
  const { writer, sealer, self, db, clock, gates, printers } = deps;

  const own = createRoute({
    method: "post",
    path: "/movements/own",
    summary: "The entries and exits of the document that was read at this kiosk",
    request: { body: json(zoneBody) },
    responses: {
      200: answer(z.object({ items: listOf(ownMovement) }), "The newest first"),
      ...refusedBy(statusByError),
    },
  });
  const print = createRoute({
    method: "post",
    path: "/movements/{id}/proof/print",
    summary: "Print the proof of one of them on the kiosk's printer",
    request: { params: z.object({ id }), body: json(ownProofBody) },
    responses: { 201: answer(proofPrintSchema, "It is on its way"), ...refusedBy(statusByError) },
  });
  const printed = createRoute({
    method: "get",
    path: "/movements/{id}/proof/print",
    summary: "How far that paper is",
    request: { params: z.object({ id }) },
    responses: { 200: answer(proofPrintSchema, "The last one"), ...refusedBy(statusByError) },
  });

  const looking = () => ({ db, nowMs: clock.nowMs(), branch: self.branch });
  const held = (c: Context<Env>, lines: readonly string[]): HeldDocument => {
    const read = documentAt(deps, ownerOf(actor(c)), lines);
    if (!read.ok) throw refusal<DocumentNotRead>(read.error, statusByError);
    return read.value;
  };
  const laneName = (lane: string | null): string | null =>
    lane === null ? null : (gates.find(lane)?.of.setup.name ?? lane);

  return api()
    .openapi(own, async (c) => {
      const bucket = `own:${ownerOf(actor(c))}`;
      const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...looksMax }]));
      if (!counted.ok) throw refusal(counted.error, statusByError);
      const rows = movementsWith(looking(), sealer, held(c, c.req.valid("json").lines));
      const items = rows.map(({ id: movement, kind, way, branch, lane, atMs }) => ({
        id: movement,
        kind,
        way,
        branch,
        lane: laneName(lane),
        atMs,
      }));
      return c.json({ items }, 200);
    })
    .openapi(print, async (c) => {
      const { lines, lang } = c.req.valid("json");
      const document = held(c, lines);
      const input = {
        movement: c.req.valid("param").id,
        held: document,
        by: ownerOf(actor(c)),
        lang,
        isPrinterReady: printers.isReady(),
      };
      const done = await writer.submit(await commandOf(c), (tx) => planPrintProof(tx, sealer, input));
      if (!done.ok) throw refusal<PrintProofError>(done.error, statusByError);
      return c.json(done.value, 201);
    })
    .openapi(printed, (c) => {
      const print = proofPrint(looking(), c.req.valid("param").id);
      if (!print) throw refusal({ type: "MovementNotFound" }, statusByError);
      return c.json({ print }, 200);
    });
};
