/** Everything that can be read, asked for by everybody: reading changes nothing and leads nowhere else. */
import { expect, test } from "vitest";
import { book, mykad, setupOpenBranch, startOf } from "../booking/booking.fixture";
import { access } from "../access";
import { demoStaff } from "../demo/staff";
import { deviceKinds, staffRoles } from "../identity/roles";
import { tables } from "../../sync/tables";
import { stateHash } from "../../sync/replay";
import { headersAs, phone, setupBranch, type TestBranch } from "../testing";

const callers: readonly (string | undefined)[] = [
  undefined,
  phone("siti"),
  phone("a stranger"),
  ...staffRoles.map((role) => `${role}:${Object.entries(demoStaff).find(([, [, has]]) => has === role)![0]}`),
  ...deviceKinds.map((kind) => `${kind}:1`),
];

/** A branch where every address of the table of doors leads somewhere, and these addresses. */
const setupAddresses = async () => {
  const branch = await setupOpenBranch();
  const { slot } = startOf(branch);
  const made = await book(branch, { as: "siti", people: [mykad("900101-14-5678")], slot });
  expect(made.status).toBe(201);
  const held = await branch.call(
    "POST",
    "/holds",
    { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 },
    { as: phone("siti") },
  );
  const idOf = (path: string) => (path.startsWith("/holds") ? held.body.holdId : made.body.id) as string;
  const addresses = Object.keys(access).flatMap((route) => {
    const [method, path = ""] = route.split(" ");
    // A stream ends when its reader goes: it has tests of its own.
    if (method !== "GET" || path === "/events") return [];
    return [`/api/v1${path.replace(/:\w+/g, idOf(path))}${questions[path] ?? ""}`];
  });
  expect(addresses.length).toBeGreaterThan(30);
  return { branch, addresses: [...addresses, "/", "/book", "/healthz", "/readyz", "/metrics"] };
};

const visit = "service=PMA-BAHARUI&kind=citizen&parties=1&branch=SGR-HQ1";
const questions: { readonly [path: string]: string } = {
  "/availability": `?${visit}&from=2026-12-07&to=2026-12-31`,
  "/availability/day": `?${visit}&date=2026-12-10`,
  "/availability/earliest": `?${visit}`,
  "/audit/consistency": "?from=1&to=1",
  "/branch/day": "?date=2026-12-10",
  "/branch/rights": "?branch=SGR-HQ1&date=2026-12-10",
  "/branch/exceptions": "?date=2026-12-07",
  "/hq/fleet/day": "?date=2026-12-07",
  "/hq/fleet/day.csv": "?date=2026-12-07",
};

/** Everything a node keeps but its sessions, whose last touch is theirs, and what the test itself brings along. */
const everythingOf = ({ db }: TestBranch): string =>
  [...tables.values()]
    .filter(({ name }) => name !== "session")
    .map(({ name, sqlName }) => `${name} ${JSON.stringify(db.query(`SELECT * FROM "${sqlName}"`).values())}`)
    .join("\n");

test("no GET and no HEAD changes anything, whoever asks", async () => {
  const { branch, addresses } = await setupAddresses();
  const hq = await setupBranch({ role: "hq", alias: 1 });
  const answered = new Set<string>();
  for (const [node, asked] of [
    [branch, addresses],
    [hq, addresses.filter((address) => address.startsWith("/api/v1/hq/"))],
  ] as const) {
    const hash = stateHash(node.db);
    const before = everythingOf(node);
    for (const as of callers) {
      const headers = as === undefined ? {} : headersAs(node, as);
      for (const method of ["GET", "HEAD"]) {
        for (const address of asked) {
          const answer = await node.app.request(address, { method, headers });
          await answer.body?.cancel();
          expect(answer.status, `${as}: ${method} ${address}`).toBeLessThan(500);
          if (answer.status === 200) answered.add(address);
        }
      }
    }
    expect(stateHash(node.db)).toBe(hash);
    expect(everythingOf(node)).toBe(before);
  }
  expect(answered.size, "most of them answered somebody").toBeGreaterThan(addresses.length * 0.75);
});

test("nobody is sent to another site, whatever an address asks for", async () => {
  const { branch, addresses } = await setupAddresses();
  const wishes = ["next", "then", "url", "return", "redirect", "continue"].map(
    (name) => `${name}=//evil.example`,
  );
  for (const address of addresses) {
    for (const as of [undefined, phone("siti"), "officer:rohani"]) {
      const to = `${address}${address.includes("?") ? "&" : "?"}${wishes.join("&")}`;
      const headers = as === undefined ? {} : headersAs(branch, as);
      const answer = await branch.app.request(to, { headers, redirect: "manual" });
      expect(answer.headers.get("location"), to).toBeNull();
      expect([...answer.headers.values()].join(" "), to).not.toContain("evil.example");
      await answer.body?.cancel();
    }
  }
});

test("every answer of the API says what it is, in which characters, and that nobody keeps it", async () => {
  const { branch, addresses } = await setupAddresses();
  const types = new Set<string>();
  for (const address of addresses.filter((each) => each.startsWith("/api/"))) {
    for (const as of [undefined, phone("siti"), "officer:rohani", "auditor:mei"]) {
      const headers = as === undefined ? {} : headersAs(branch, as);
      const answer = await branch.app.request(address, { headers });
      const type = answer.headers.get("content-type") ?? "";
      await answer.body?.cancel();
      types.add(type.split(";")[0]!);
      // JSON has no charset: it is UTF-8 (RFC 8259, 8.1).
      expect(type, address).toMatch(/^application\/((problem\+)?json|pdf)$|^text\/\w+; charset=utf-8/i);
      expect(answer.headers.get("x-content-type-options"), address).toBe("nosniff");
      // The catalogue is the same for everybody and holds nobody: pages ask whether theirs is still the newest.
      const kept = address === "/api/v1/catalogue" ? "no-cache" : "no-store";
      expect(answer.headers.get("cache-control"), address).toBe(kept);
    }
  }
  expect([...types]).toEqual(expect.arrayContaining(["application/json", "application/pdf", "text/html"]));
});
