import { expect, test } from "vitest";
import { type Json, setupBranch } from "../testing";

/**
 * Addresses are kept where nobody looks after them: histories, proxies, logs (ASVS 14.2.1). So these are all the names that an
 * address may use: ids of ours, places, days, services, and positions in a list. Documents, names and contacts go in a body.
 */
const allowed: { readonly [place: string]: string } = {
  // `alias` is the number of a node.
  path: "id no change command alias branch",
  query:
    "branch state service group kind parties party ticket counter date day from to before after fromMs toMs actor intent leaf",
};

test("no address of the API holds a document, a contact or anybody's name", async () => {
  const { app } = await setupBranch({ closed: true });
  const api = (await (await app.request("/api/openapi.json")).json()) as Json;
  const used = Object.values(api.paths as Json).flatMap((methods) =>
    Object.values(methods as Json).flatMap((route) =>
      ((route as Json).parameters ?? []).map((each: Json) => `${each.in} ${each.name}`),
    ),
  ) as string[];
  expect(used.length).toBeGreaterThan(50);
  const odd = [...new Set(used)].filter((each) => {
    const [place = "", name = ""] = each.split(" ");
    return !allowed[place]?.split(" ").includes(name);
  });
  expect(odd, "what says who somebody is belongs in a body").toEqual([]);
});
