/** The catalogue over HTTP: one document, the same for everybody, that a page keeps and asks again by its ETag. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { partiesMaxOf } from "../booking/hold.usecase";
import { branchHoursOn } from "../calendar/calendar";
import { readBranchCalendar, readCountry } from "../calendar/calendar.usecase";
import { weekendRuleOn } from "../calendar/holidays";
import { weekInWords } from "../calendar/hours-words";
import { utcToLocal } from "../calendar/time-zone";
import type { Deps } from "../deps";
import { answer, api, listOf, refusals, text } from "../http/api";
import { allCountries, allStates } from "./catalogue.store";
import {
  branchesOn,
  enrolledBranches,
  groupOf,
  isSoldHere,
  publicKindsOf,
  servicesOn,
  zoneOf,
} from "./catalogue.usecase";
import { catalogueView } from "./catalogue-view.usecase";

export const question = z.object({
  id: z.string(),
  label: text,
  kind: z.enum(["text", "choice", "date", "number"]),
  required: z.boolean(),
  options: listOf(z.object({ id: z.string(), label: text })).optional(),
  lengthMax: z.number().optional(),
});

export const branch = z
  .object({
    code: z.string(),
    name: text,
    kind: z.string(),
    agency: z.string(),
    state: z.string(),
    address: z.string(),
    postcode: z.string().nullable(),
    city: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    phone: z.string().nullable(),
    categories: listOf(z.string()),
    online: z.boolean(),
    url: z.string().nullable(),
    hours: text,
  })
  .meta({ id: "Branch" });

export const service = z
  .object({
    code: z.string(),
    name: text,
    category: z.string(),
    kinds: listOf(z.string()),
    units: z.number(),
    minutes: z.number(),
    group: z.string(),
    documents: listOf(text),
    fees: listOf(z.object({ label: z.string(), sen: z.number().nullable(), unit: z.string() })),
    questions: listOf(question),
    passportMonthsMin: z.number().nullable(),
    partiesMax: z.number(),
    noticeHours: z.number(),
    stages: listOf(z.string()),
    splpAllowed: z.boolean(),
    bookableBy: z.enum(["public", "staff", "walkIn", "nobody"]),
    states: listOf(z.string()).nullable(),
    branches: listOf(z.string()).nullable(),
  })
  .meta({ id: "Service" });

const named = z.object({ code: z.string(), name: text });

export const catalogue = z
  .object({
    version: z.string(),
    zone: z.string(),
    branchId: z.string().nullable(),
    states: listOf(named),
    countries: listOf(named),
    branches: listOf(branch),
    services: listOf(service),
  })
  .meta({ id: "Catalogue" });

/** What the document is made of: any change of these makes it anew. */
const tables = [
  "branch",
  "service",
  "serviceGroup",
  "state",
  "country",
  "branchHours",
  "hoursPattern",
  "weekendRule",
  "branchRule",
  "masterChange",
  "node",
] as const;

interface Made {
  readonly date: string;
  readonly etag: string;
  readonly plain: string;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

export const catalogueRoutes = (deps: Deps) => {
  let made: Made | undefined;
  deps.writer.onCommit((_intents, touched) => {
    if (tables.some((table) => touched.has(table))) made = undefined;
  });

  const current = (): Made => {
    const zone = zoneOf(deps, deps.self.branch);
    const { date } = utcToLocal(zone, deps.clock.nowMs());
    if (made?.date === date) return made;
    const body = viewOf(deps, date);
    const version = Bun.hash(JSON.stringify(body)).toString(36);
    const plain = JSON.stringify({ version, zone, branchId: deps.self.branch, ...body });
    made = { date, etag: `"${version}"`, plain, gzip: Bun.gzipSync(plain) };
    return made;
  };

  const get = createRoute({
    method: "get",
    path: "/catalogue",
    summary: "Branches, services, states and countries",
    responses: {
      200: answer(catalogue, "The catalogue"),
      304: { description: "As you know it" },
      ...refusals,
    },
  });
  return api().openapi(get, (c) => {
    const { etag, plain, gzip } = current();
    const headers = { etag, "cache-control": "no-cache", vary: "accept-encoding" };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    const json = { ...headers, "content-type": "application/json" };
    return c.req.header("accept-encoding")?.includes("gzip")
      ? c.body(gzip, 200, { ...json, "content-encoding": "gzip" })
      : c.body(plain, 200, json);
  });
};

const viewOf = (deps: Deps, date: ReturnType<typeof utcToLocal>["date"]) => {
  const country = readCountry(deps);
  const here = { db: deps.db, branch: deps.self.branch };
  const enrolled = enrolledBranches(deps);
  /** Another branch is booked at its own address, or else at headquarters when it has a node. */
  const urlOf = (code: string): string | null =>
    isSoldHere(here, code)
      ? null
      : (deps.self.branchUrls.get(code) ?? (enrolled.has(code) ? deps.self.hqUrl : null));
  const nowMs = deps.clock.nowMs();
  return catalogueView(
    {
      states: allStates(deps),
      countries: allCountries(deps),
      branches: branchesOn(deps, date),
      services: servicesOn(deps, deps.self.branch ?? "", date),
    },
    {
      isOnline: ({ code }) => isSoldHere(here, code) || urlOf(code) !== null,
      urlOf: ({ code }) => urlOf(code),
      hoursOf: (row) => {
        const { hours } = readBranchCalendar(deps, row, nowMs);
        const pattern = country.patterns.get(branchHoursOn(hours, date)?.pattern ?? "");
        const restDays = weekendRuleOn(country.weekends, row.state, date)?.restDays ?? [];
        if (!pattern) return { ms: "Hubungi pejabat", en: "Ask the office" };
        return { ms: weekInWords("ms", pattern, restDays), en: weekInWords("en", pattern, restDays) };
      },
      minutesOf: ({ units, group }) => units * groupOf(deps, group).slotMinutes,
      partiesMaxOf: (row) => Math.max(...publicKindsOf(row).map(partiesMaxOf)),
      isRunning: ({ settings }) => settings.to === null || date <= settings.to,
    },
  );
};
