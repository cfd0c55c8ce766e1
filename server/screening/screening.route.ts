/** Lists and registries over HTTP: how they stand, taking a list at headquarters, a look at a counter, and what came late. */
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRoute } from "@hono/zod-openapi";
import type * as z from "zod";
import type { Command } from "../../sync/submit";
import { lookingNow } from "../booking/availability.usecase";
import type { Deps } from "../deps";
import { answer, api, json, refusals, refusedBy } from "../http/api";
import { keepPart, partMissing, partsSize } from "../http/parts";
import { codeOf, ProblemError, refusal } from "../http/problem";
import { actor, ownerOf, plainCommand } from "../http/request";
import { buildState } from "./build-lists.usecase";
import { fileBytesMax } from "./list-file";
import { curiousStaff, type LookError, planLook } from "./look.usecase";
import { recheckView } from "./rechecks.usecase";
import { listStates, screenPerson } from "./screen.usecase";
import { listsView, lookBody, lookView, partBody, recheckViewSchema, takeBody } from "./screening.schema";
import { takeList } from "./take-list.usecase";

const listParts = { what: "list", bytesMax: fileBytesMax };

const statusByLook = { TooManyTries: 429, TicketNotFound: 404, NotYourTicket: 409 } as const satisfies Record<
  LookError["type"],
  number
>;

const look = createRoute({
  method: "get",
  path: "/lists",
  summary: "How old the lists are, what is on its way, and how the lines to registries stand",
  responses: { 200: answer(listsView, "As it stands"), ...refusals },
});
const part = createRoute({
  method: "put",
  path: "/lists/parts",
  summary: "A part of an agency's signed file, in order; 0 begins a new file",
  request: { body: json(partBody) },
  responses: {
    204: { description: "Kept" },
    ...refusedBy({ NotHeadquarters: 409, ListPartMissing: 409, ListTooLarge: 413 }),
  },
});
const take = createRoute({
  method: "post",
  path: "/lists",
  summary: "Takes the list whose parts have come; GET tells what became of it",
  request: { body: json(takeBody) },
  responses: {
    202: answer(listsView, "Being taken"),
    ...refusedBy({ NotHeadquarters: 409, ListPartMissing: 409, ListBusy: 409 }),
  },
});
const person = createRoute({
  method: "post",
  path: "/screening/person",
  summary: "What the lists say of somebody at a counter; counted, audited, never shown to the public",
  request: { body: json(lookBody) },
  responses: { 200: answer(lookView, "For staff alone"), ...refusedBy(statusByLook) },
});
const rechecks = createRoute({
  method: "get",
  path: "/screening/rechecks",
  summary: "Questions that wait for a registry, and answers that came late and would have mattered",
  responses: { 200: answer(recheckViewSchema, "As it stands"), ...refusals },
});

export const screeningRoutes = (deps: Deps) => {
  const { db, writer, self, screeningKeys, registries, sealer, live } = deps;
  let taking: z.infer<typeof listsView>["taking"] = null;
  const mustBeHq = () => {
    if (self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
  };
  const view = (): z.infer<typeof listsView> => ({
    lists: listStates(lookingNow(deps), screeningKeys).map(({ madeAtMs, ...state }) => ({
      ...state,
      madeAt: madeAtMs,
      ...buildState({ db }, state.list),
    })),
    registries: registries.states().map(({ source, breaker, lastTrouble, lastAnswerAtMs }) => ({
      source,
      breaker,
      trouble: lastTrouble === null ? null : codeOf(lastTrouble),
      answeredAt: lastAnswerAtMs,
    })),
    taking,
    canTake: self.role === "hq",
  });
  live.register({
    name: "lists",
    tables: ["listNow", "screeningList", "screeningKey"],
    route: "GET /lists",
    snapshot: view,
  });
  const uploadOf = (owner: string) =>
    join(dirname(db.filename), `list-from-${owner.replace(/[^\w-]/g, "_")}.part`);

  /** Goes on after the request: a long list takes longer than a browser waits. */
  const takeFrom = async (command: Command, by: string, path: string): Promise<void> => {
    try {
      const bytes = await readFile(path);
      // Before anybody is told: whoever hears how it ended may begin the next file, under the same name.
      await rm(path, { force: true });
      const taken = await takeList(deps, command, by, bytes);
      taking = taken.ok
        ? { state: "taken", ...taken.value }
        : {
            state: "refused",
            code: codeOf(taken.error.type),
            line: "line" in taken.error ? taken.error.line : null,
          };
    } catch {
      taking = { state: "refused", code: "internal_error", line: null };
    }
    live.touch("lists");
  };

  return api()
    .openapi(look, (c) => c.json(view(), 200))
    .openapi(part, (c) => {
      mustBeHq();
      const { from, bytes } = c.req.valid("json");
      keepPart(uploadOf(ownerOf(actor(c))), from, Buffer.from(bytes, "base64url"), listParts);
      return c.body(null, 204);
    })
    .openapi(take, (c) => {
      mustBeHq();
      const by = ownerOf(actor(c));
      const path = uploadOf(by);
      const kept = partsSize(path);
      if (kept !== c.req.valid("json").bytes) throw partMissing(listParts.what, kept);
      if (taking?.state === "taking") throw new ProblemError({ status: 409, code: "list_busy" });
      taking = { state: "taking" };
      void takeFrom(plainCommand(c), by, path);
      return c.json(view(), 202);
    })
    .openapi(person, async (c) => {
      const { person: who, purpose, ticket } = c.req.valid("json");
      const by = ownerOf(actor(c));
      const counted = await writer.submit(plainCommand(c), (tx) => planLook(tx, { by, purpose, ticket }));
      if (!counted.ok) throw refusal(counted.error, statusByLook);
      const { denies, allows } = screenPerson(lookingNow(deps), screeningKeys, who);
      return c.json({ denies: [...denies], allows: [...allows] }, 200);
    })
    .openapi(rechecks, (c) => {
      const looking = lookingNow(deps);
      const { waiting, late } = recheckView(looking, sealer, self.branch ?? "");
      return c.json({ waiting: [...waiting], late: [...late], curious: [...curiousStaff(looking)] }, 200);
    });
};
