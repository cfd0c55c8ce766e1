/** The audit log over HTTP: what anybody may check, the proof of one's own booking, and the list and export for auditors. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { mustSee } from "../booking/who.route";
import type { Deps } from "../deps";
import { answer, api, file, id, json, refusals, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { commandOf } from "../http/request";
import { auditFilter, auditPageSchema, consistencySchema, filterOf, provenLeaf } from "./audit.schema";
import type { Place } from "./audit.store";
import {
  auditPage,
  type BookingProofError,
  type ConsistencyError,
  consistencyBetween,
  exportLines,
  itemOf,
  ownKeyLine,
  planExport,
  proofOf,
  proofOfBooking,
  type ProvenLeaf,
  treeNow,
} from "./audit.usecase";

const statusByProofError = {
  LeafNotFound: 404,
  ProofElsewhere: 409,
} as const satisfies Record<BookingProofError["type"], number>;

const statusByConsistencyError = { NoSuchTree: 404 } as const satisfies Record<
  ConsistencyError["type"],
  number
>;

const size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const checkpoint = createRoute({
  method: "get",
  path: "/audit/checkpoint",
  summary: "What this node signs of its audit log: size and root (c2sp.org/tlog-checkpoint)",
  responses: { 200: file("text/plain", "A signed note") },
});
const key = createRoute({
  method: "get",
  path: "/audit/key",
  summary: "The key of this node's checkpoints, as one line",
  responses: { 200: file("text/plain", "Name, key id and Ed25519 key") },
});
const consistency = createRoute({
  method: "get",
  path: "/audit/consistency",
  summary: "That the log of `to` leaves begins with the log of `from` leaves (RFC 9162, 2.1.4)",
  request: { query: z.strictObject({ from: size, to: size }) },
  responses: { 200: answer(consistencySchema, "The proof"), ...refusedBy(statusByConsistencyError) },
});
const bookingProof = createRoute({
  method: "get",
  path: "/bookings/{id}/proof",
  summary: "The proof that this booking was made when it says (c2sp.org/tlog-proof)",
  request: { params: z.object({ id }) },
  responses: { 200: answer(provenLeaf, "The leaf of its commit"), ...refusedBy(statusByProofError) },
});
const proof = createRoute({
  method: "get",
  path: "/audit/proof",
  summary: "The proof of one leaf of this node's log",
  request: { query: z.strictObject({ leaf: size }) },
  responses: { 200: answer(provenLeaf, "The leaf"), ...refusedBy(statusByProofError) },
});
const list = createRoute({
  method: "get",
  path: "/audit",
  summary: "What was done that somebody may have to answer for, of every node that is known here",
  request: { query: z.strictObject({ ...auditFilter, after: z.string().max(60).optional() }) },
  responses: {
    200: answer(
      auditPageSchema,
      "The newest first; `next` is the next `after`. A page may be empty and go on",
    ),
    ...refusals,
  },
});
const exported = createRoute({
  method: "post",
  path: "/audit/export",
  summary: "The log with its proofs, one leaf a line; taking it is in the log, too",
  request: { body: json(z.strictObject(auditFilter)) },
  responses: { 200: file("application/x-ndjson", "The newest first"), ...refusals },
});

export const auditRoutes = (deps: Deps) => {
  const shown = ({ leaf, ...proven }: ProvenLeaf) => ({ item: itemOf(deps, leaf), ...proven });

  return api()
    .openapi(checkpoint, (c) => c.text(treeNow(deps).checkpoint, 200))
    .openapi(key, (c) => c.text(`${ownKeyLine(deps)}\n`, 200))
    .openapi(consistency, (c) => {
      const { from, to } = c.req.valid("query");
      const hashes = consistencyBetween(deps, from, to);
      if (!hashes.ok) throw refusal(hashes.error, statusByConsistencyError);
      return c.json(
        { from, to, hashes: hashes.value.map((hash) => Buffer.from(hash).toString("base64")) },
        200,
      );
    })
    .openapi(bookingProof, (c) => {
      const bookingId = c.req.valid("param").id;
      mustSee(deps, c, bookingId);
      const proven = proofOfBooking(deps, bookingId);
      if (!proven.ok) throw refusal(proven.error, statusByProofError);
      return c.json(shown(proven.value), 200);
    })
    .openapi(proof, (c) => {
      const proven = proofOf(deps, c.req.valid("query").leaf);
      if (!proven.ok) throw refusal(proven.error, statusByProofError);
      return c.json(shown(proven.value), 200);
    })
    .openapi(list, (c) => {
      const { after, ...asked } = c.req.valid("query");
      const page = auditPage(
        deps,
        filterOf(asked, deps.clock.nowMs()),
        after === undefined ? undefined : placeIn(after),
      );
      return c.json(
        {
          items: page.leaves.map((leaf) => itemOf(deps, leaf)),
          next: page.next && `${page.next.atMs}.${page.next.node}.${page.next.seq}`,
        },
        200,
      );
    })
    .openapi(exported, async (c) => {
      const filter = filterOf(c.req.valid("json"), deps.clock.nowMs());
      const done = await deps.writer.submit(await commandOf(c), () => planExport(filter));
      if (!done.ok) throw refusal(done.error, {});
      return c.body(streamOf(exportLines(deps, filter)), 200, {
        "content-type": "application/x-ndjson",
        "content-disposition": `attachment; filename="audit-${deps.self.alias}.ndjson"`,
      });
    });
};

const placeIn = (cursor: string): Place => {
  const [, atMs, node, seq] = /^(\d{1,16})\.(\d{1,4})\.(\d{1,16})$/.exec(cursor) ?? [];
  if (seq === undefined)
    throw new ProblemError({
      status: 400,
      code: "invalid_body",
      errors: [{ path: "after", code: "invalid_cursor" }],
    });
  return { atMs: Number(atMs), node: Number(node), seq: Number(seq) };
};

/** Lines are made as fast as they are taken: a log of years never stands in memory. */
const streamOf = (lines: Iterator<string>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: (controller) => {
      let text = "";
      for (let count = 0; count < linesAtOnce; count++) {
        const line = lines.next();
        if (line.done) {
          if (text) controller.enqueue(Buffer.from(text));
          return controller.close();
        }
        text += line.value;
      }
      controller.enqueue(Buffer.from(text));
    },
  });

const linesAtOnce = 50;
