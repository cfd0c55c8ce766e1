/** Faces and fingers at a counter, over HTTP: taken with consent, looked at by name, taken back by whoever they belong to. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { keepBlob, readBlob } from "../../sync/blobs";
import type { Deps } from "../deps";
import { answer, api, json, refusals } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { commandOf, plainCommand } from "../http/request";
import { hallNow } from "../queue/hall.usecase";
import { inHall, officerOf, statusByError } from "../queue/refusals.route";
import { fingerQualityMin, jpegSize, type Purpose } from "./biometrics";
import { keptQuery, keptView, pictureView, takeBody, takenView } from "./biometrics.schema";
import { keptOf, personAt, planLook, planTake, planWithdraw, type Taken } from "./biometrics.usecase";
import { judgeFace } from "./quality";

const statuses = { ...statusByError, PersonUnknown: 409, BiometricNotFound: 404, NotShown: 409 } as const;

/** The officer and the person wait: longer than a finger takes, shorter than patience. */
const fingerMsMax = 20_000;

const id = z.object({ id: z.string().max(40) });

export const biometricsRoutes = (deps: Deps) => {
  const { writer, sealer, db } = deps;
  const hall = inHall(deps);

  const take = createRoute({
    method: "post",
    path: "/biometrics",
    summary: "Keep a face that the officer's camera took, or take a finger by a reader",
    middleware: [hall],
    request: { body: json(takeBody) },
    responses: { 201: answer(takenView, "Kept, and until when"), ...refusals },
  });
  const kept = createRoute({
    method: "get",
    path: "/biometrics",
    summary: "What is kept of the person in front of the officer",
    middleware: [hall],
    request: { query: keptQuery },
    responses: { 200: answer(keptView, "Newest first"), ...refusals },
  });
  const look = createRoute({
    method: "post",
    path: "/biometrics/{id}/look",
    summary: "See a face that is kept; who looked is written down first",
    middleware: [hall],
    request: { params: id, body: json(z.strictObject({})) },
    responses: { 200: answer(pictureView, "The picture"), ...refusals },
  });
  const withdraw = createRoute({
    method: "delete",
    path: "/biometrics/{id}",
    summary: "The person takes the consent back: the file goes from every node",
    middleware: [hall],
    request: { params: id },
    responses: { 200: answer(z.object({ withdrawn: z.literal(true) }), "Gone here"), ...refusals },
  });

  const folder = () => {
    if (!deps.blobs) throw new ProblemError({ status: 503, code: "no_files_here" });
    return deps.blobs;
  };

  /** A face as it came, or a finger as the reader takes it now: what is kept, and how it was taken. */
  const taking = async (
    body: z.infer<typeof takeBody>,
  ): Promise<{ readonly bytes: Uint8Array; readonly taken: Taken; readonly device: string | null }> => {
    if (body.kind === "face") {
      const bytes = Buffer.from(body.picture, "base64");
      const size = jpegSize(bytes);
      const { figures } = body;
      if (size?.widthPx !== figures.widthPx || size.heightPx !== figures.heightPx)
        throw new ProblemError({ status: 400, code: "not_a_picture" });
      const findings = judgeFace(figures);
      if (findings.length > 0) throw new ProblemError({ status: 422, code: "poor_quality", findings });
      return { bytes, taken: { kind: "face", figures, oneFace: body.oneFace }, device: null };
    }
    const desk = deps.engines.fingers.find((one) => one.id === body.reader);
    if (!desk) throw new ProblemError({ status: 404, code: "reader_not_found" });
    const captured = await desk.reader.capture({ finger: body.finger, deadlineMs: fingerMsMax });
    if (captured.type === "not_captured" && captured.reason === "unavailable")
      throw new ProblemError({ status: 503, code: "reader_unavailable", retryAfterS: 5 });
    if (captured.type === "not_captured" || captured.quality < fingerQualityMin)
      throw new ProblemError({
        status: 422,
        code:
          captured.type === "not_captured" && captured.reason === "timeout" ? "no_finger" : "poor_quality",
      });
    const { template, quality, engine } = captured;
    return {
      bytes: template,
      taken: { kind: "finger", finger: body.finger, quality, engine },
      device: desk.id,
    };
  };

  return api()
    .openapi(take, async (c) => {
      const body = c.req.valid("json");
      const officer = officerOf(c);
      const command = await commandOf(c);
      const { ticket, party } = body;
      const found = personAt(hallNow(deps), sealer, { officer, ticket, party });
      if (!found.ok) throw refusal(found.error, statuses);
      const { subject } = found.value;
      const { bytes, taken, device } = await taking(body);
      const sealed = keepBlob({ folder: folder(), sealer }, subject, bytes);
      if (!sealed.ok) throw new ProblemError({ status: 413, code: "body_too_large" });
      const file = { ...sealed.value, subject: subject.subject };
      const purpose: Purpose = body.purpose;
      const consentVersion = body.consent.version;
      const done = await writer.submit(command, (tx) =>
        planTake(tx, sealer, { officer, ticket, party, purpose, consentVersion, taken, device, file }),
      );
      // Refused, or the same command answered again: this file belongs to no row.
      if (!done.ok || done.value.blob !== file.name) folder().remove(file.name);
      if (!done.ok) throw refusal(done.error, statuses);
      return c.json({ id: done.value.id, keepUntilMs: done.value.keepUntilMs }, 201);
    })
    .openapi(kept, (c) => {
      const found = keptOf(hallNow(deps), sealer, { officer: officerOf(c), ...c.req.valid("query") });
      if (!found.ok) throw refusal(found.error, statuses);
      const items = found.value.map(({ id: of, kind, purpose, keepUntilMs, atMs }) => ({
        id: of,
        kind: kind as "face" | "finger",
        purpose: purpose as Purpose,
        keepUntilMs,
        atMs,
      }));
      const readers = deps.engines.fingers.map(({ id: of, name }) => ({ id: of, name }));
      return c.json({ items, readers }, 200);
    })
    .openapi(look, async (c) => {
      const { id: of } = c.req.valid("param");
      // No answer is kept for a key: each look is asked, and written down, anew.
      const done = await writer.submit(plainCommand(c), (tx) =>
        planLook(tx, { id: of, officer: officerOf(c) }),
      );
      if (!done.ok) throw refusal(done.error, statuses);
      const picture = readBlob({ db, folder: folder(), sealer }, done.value.blob);
      if (!picture.ok) throw refusal({ type: "BiometricNotFound" }, statuses);
      return c.json({ picture: Buffer.from(picture.value).toString("base64") }, 200);
    })
    .openapi(withdraw, async (c) => {
      const { id: of } = c.req.valid("param");
      const officer = officerOf(c);
      const done = await writer.submit(plainCommand(c), (tx) =>
        planWithdraw(tx, sealer, { id: of, officer }),
      );
      if (!done.ok) throw refusal(done.error, statuses);
      folder().remove(done.value.blob);
      return c.json({ withdrawn: true as const }, 200);
    });
};
