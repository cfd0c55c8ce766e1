/** Headquarters' page of all branches over HTTP, live, and the country's day as figures. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { addDays, type LocalDate } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import { lookingNow } from "../booking/availability.usecase";
import { localDate } from "../calendar/change.schema";
import { utcToLocal } from "../calendar/time-zone";
import { zoneOf } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { answer, api, file, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { fleet } from "./fleet.usecase";
import { fleetDayView, fleetView, revocationsView } from "./nodes.schema";
import { Readings, revocations } from "./revocations.usecase";
import { sampleDaysBack, samplesCsv } from "./samples";
import { samplesOf } from "./samples.usecase";

/** However many branches tell, the page is drawn anew at most this often. */
const tellEveryMs = 2_000;

const statusByError = { NoSuchDay: 404 } as const;

export const fleetRoutes = (deps: Deps) => {
  const { self, live, clock, pulses } = deps;
  const now = () => fleet(lookingNow(deps), pulses, self.version);
  const readings = new Readings();
  if (self.role === "hq") {
    let toldAtMs = 0;
    live.register({ name: "fleet", tables: ["node"], route: "GET /hq/fleet", snapshot: now });
    pulses.onKeep((alias) => {
      readings.note(lookingNow(deps), alias);
      if (clock.nowMs() - toldAtMs < tellEveryMs) return;
      toldAtMs = clock.nowMs();
      live.touch("fleet");
    });
  }

  const list = createRoute({
    method: "get",
    path: "/hq/fleet",
    summary: "Every branch on one page, and the country's sums",
    responses: { 200: answer(fleetView, "As headquarters knows it"), ...refusedBy({ NotHeadquarters: 409 }) },
  });
  const query = z.strictObject({ date: localDate.optional() });
  const refused = refusedBy({ NotHeadquarters: 409, ...statusByError });
  const day = createRoute({
    method: "get",
    path: "/hq/fleet/day",
    summary: "The country's halls through a day, every five minutes; today and seven days back",
    request: { query },
    responses: { 200: answer(fleetDayView, "The earliest first"), ...refused },
  });
  const dayFile = createRoute({
    method: "get",
    path: "/hq/fleet/day.csv",
    summary: "The same as a file for a spreadsheet",
    request: { query },
    responses: { 200: file("text/csv", "One line every five minutes"), ...refused },
  });

  const revoked = createRoute({
    method: "get",
    path: "/hq/revocations",
    summary: "Roles taken back in the last days, and which branch knows of it since when",
    responses: {
      200: answer(revocationsView, "The latest first"),
      ...refusedBy({ NotHeadquarters: 409 }),
    },
  });

  const mustBeHq = () => {
    if (self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
  };
  const zone = () => zoneOf(deps, null);
  const today = () => utcToLocal(zone(), clock.nowMs()).date;
  const dayOf = (date: LocalDate = today()): Result<LocalDate, { type: "NoSuchDay"; from: LocalDate }> => {
    const from = addDays(today(), -sampleDaysBack);
    return date < from || date > today() ? err({ type: "NoSuchDay", from }) : ok(date);
  };
  const samplesAsked = (wish: LocalDate | undefined) => {
    mustBeHq();
    const date = dayOf(wish);
    if (!date.ok) throw refusal(date.error, statusByError);
    return { date: date.value, items: samplesOf(lookingNow(deps), date.value) };
  };

  return api()
    .openapi(list, (c) => {
      mustBeHq();
      return c.json(now(), 200);
    })
    .openapi(revoked, (c) => {
      mustBeHq();
      return c.json({ items: [...revocations(lookingNow(deps), readings)] }, 200);
    })
    .openapi(day, (c) => c.json(samplesAsked(c.req.valid("query").date), 200))
    .openapi(dayFile, (c) => {
      const { date, items } = samplesAsked(c.req.valid("query").date);
      return c.body(
        samplesCsv(items, (atMs) => utcToLocal(zone(), atMs)),
        200,
        {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="sto-${date}.csv"`,
          "cache-control": "no-store",
        },
      );
    });
};
