/** What officers vouched for, over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { type LocalDate, parseLocalDate } from "../../sync/core/local-date";
import type { Deps } from "../deps";
import { answer, api, listOf, refusals } from "../http/api";
import { ProblemError } from "../http/problem";
import { officersWords } from "./exceptions.usecase";

const isDate = (value: string): value is LocalDate => parseLocalDate(value).ok;

export const wordsView = z
  .object({
    items: listOf(
      z.object({
        officer: z.string(),
        name: z.string(),
        seen: z.number(),
        onPaper: z.number(),
        differed: z.number(),
      }),
    ),
  })
  .meta({ id: "OfficersWords" });

export const exceptionRoutes = (deps: Deps) => {
  const list = createRoute({
    method: "get",
    path: "/branch/exceptions",
    summary: "What each officer vouched for on a day: documents seen, papers, documents that differed",
    request: {
      query: z.strictObject({ date: z.string().refine(isDate, { params: { code: "invalid_date" } }) }),
    },
    responses: { 200: answer(wordsView, "The most vouched for first"), ...refusals },
  });
  return api().openapi(list, (c) => {
    const { db, clock, self } = deps;
    if (self.branch === null) throw new ProblemError({ status: 400, code: "branch_required" });
    const looking = { db, nowMs: clock.nowMs(), node: self.alias, branch: self.branch };
    return c.json({ items: [...officersWords(looking, c.req.valid("query").date)] }, 200);
  });
};
