import { expect, test } from "vitest";
import type { Json } from "../testing";
import { setupOpenBranch } from "../booking/booking.fixture";

/** A stream of events has no shape that OpenAPI can tell. */
const undescribed = ["get /api/v1/events"];

const describedApi = async () => {
  const branch = await setupOpenBranch();
  const response = await branch.app.request("/api/openapi.json");
  return { branch, api: (await response.json()) as Json };
};

test("every route is described, and every description is a route", async () => {
  const { branch, api } = await describedApi();
  const described = Object.entries(api.paths as Json).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${path}`),
  );
  const routes = new Set(
    branch.app.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/v1/"))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, "{$1}")}`),
  );
  expect(described.toSorted()).toEqual(
    [...routes].filter((route) => !undescribed.includes(route)).toSorted(),
  );
});

test("every description says what is answered, what may be refused, and by which codes", async () => {
  const { api } = await describedApi();
  for (const [path, methods] of Object.entries(api.paths as Json)) {
    for (const [method, route] of Object.entries(methods as Json) as [string, Json][]) {
      expect(route.summary, `${method} ${path}`).toMatch(/\w/);
      expect(
        Object.keys(route.responses).some((status) => status.startsWith("2")),
        `${method} ${path}`,
      ).toBe(true);
    }
  }
  const hold = api.paths["/api/v1/holds"].post;
  const { schema, examples } = hold.responses["409"].content["application/problem+json"];
  expect(schema).toEqual({ $ref: "#/components/schemas/Problem" });
  expect(examples.slot_full.value).toMatchObject({ status: 409, code: "slot_full", title: "Slot full" });
  expect(Object.keys(hold.responses.default.content["application/problem+json"].examples)).toContain(
    "overloaded",
  );
  expect(hold.requestBody.content["application/json"].schema.properties.parties).toMatchObject({
    type: "integer",
    minimum: 1,
    maximum: 10,
  });
});

test("shared shapes have names, and every name that is used exists", async () => {
  const { api } = await describedApi();
  expect(Object.keys(api.components.schemas)).toEqual(
    expect.arrayContaining(["Booking", "Document", "Hold", "Problem", "Slip", "Text"]),
  );
  const used = [...JSON.stringify(api).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect([...new Set(used)].filter((name) => !(name in api.components.schemas))).toEqual([]);
});
