import { expect, test } from "vitest";
import { access, type Who } from "./access";
import { demoStaff } from "./demo/staff";
import { routeNamed } from "./http/guard";
import { deviceKinds, staffRoles } from "./identity/roles";
import { headersAs, setupBranch } from "./testing";

/** Everybody who may ask: by role, with the session that `call` opens for them. */
const callers: readonly (readonly [who: Who, as: string | undefined])[] = [
  ["anyone", undefined],
  ["person", "public:siti"],
  ...staffRoles.map((role) => {
    const [id] = Object.entries(demoStaff).find(([, [, theirs]]) => theirs === role)!;
    return [role, `${role}:${id}`] as const;
  }),
  ...deviceKinds.map((kind) => [kind, `${kind}:1`] as const),
];

test("every route of the API has a row in the table of doors, and every row a route", async () => {
  const { app } = await setupBranch({ closed: true });
  const routes = app.routes.flatMap(({ method, path }) =>
    method === "ALL" ? [] : (routeNamed(method, path) ?? []),
  );
  expect([...new Set(routes)].toSorted()).toEqual(Object.keys(access).toSorted());
});

test("every route lets in whom its row names, and nobody else", async () => {
  const branch = await setupBranch({ closed: true });
  for (const [route, { who }] of Object.entries(access)) {
    const [method = "", path = ""] = route.split(" ");
    for (const [caller, as] of callers) {
      const url = path.replace(/:no\b/, "1").replace(/:\w+/g, "x");
      const given = method === "GET" ? undefined : {};
      const { status, body } = await branch.call(method, url, given, as === undefined ? {} : { as });
      const isRefused =
        (status === 401 && body.code === "sign_in_required") ||
        (status === 403 && body.code === "not_allowed");
      expect(isRefused, `${caller} at ${route}: ${status} ${body.code}`).toBe(
        !who.includes("anyone") && !who.includes(caller),
      );
    }
  }
});

test("a live page is heard by whom the route lets in that shows the same, and by nobody else", async () => {
  const branch = await setupBranch({ closed: true });
  for (const [topic, route] of [
    ["visits", "GET /visits"],
    ["queue", "GET /queue"],
    ["queue:x", "GET /queue"],
    ["devices", "GET /devices"],
    ["display", "GET /display"],
    ["gates", "GET /gates"],
    ["lane:x", "GET /gates/lanes/:id/screen"],
    ["ticket:x", "GET /tickets/:id"],
  ] as const) {
    const { who } = access[route]!;
    for (const [caller, as] of callers) {
      const page = await branch.app.request(`/api/v1/events?topics=${topic}`, {
        headers: as === undefined ? {} : headersAs(branch, as),
      });
      await page.body?.cancel();
      const isHeard = who.includes("anyone") || who.includes(caller);
      expect(page.status, `${caller} at ${topic}`).toBe(isHeard ? 200 : 403);
    }
  }
});
