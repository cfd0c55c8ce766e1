/** What headquarters sees of erasures that are not over. */
import { createRoute } from "@hono/zod-openapi";
import { lookingNow } from "../booking/availability.usecase";
import type { Deps } from "../deps";
import { answer, api, refusedBy } from "../http/api";
import { ProblemError } from "../http/problem";
import { erasuresView } from "./erasures.schema";
import { openErasures } from "./erasures.usecase";

export const erasuresRoutes = (deps: Deps) => {
  const list = createRoute({
    method: "get",
    path: "/hq/erasures",
    summary: "Erasures that a node has not heard of, or that a backup may still undo",
    responses: { 200: answer(erasuresView, "As nodes have said"), ...refusedBy({ NotHeadquarters: 409 }) },
  });
  return api().openapi(list, (c) => {
    if (deps.self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
    return c.json({ items: [...openErasures(lookingNow(deps))] }, 200);
  });
};
