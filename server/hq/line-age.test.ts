import { expect, test } from "vitest";
import { hqWord, noteWord } from "../../sync/hq-word";
import type { Actor } from "../../sync/core/plan";
import { publicKeysOf } from "../../sync/public-keys";
import { access, type Who } from "../access";
import { countsUntil } from "../identity/grant";
import { deviceKinds, staffRoles } from "../identity/roles";
import { demoStaff } from "../demo/staff";
import { credentialsOf, setupBranch } from "../testing";
import { lineAge } from "./line-age";
import { isLineTooOld } from "./line-age.usecase";

const hourMs = 3_600_000;

test("headquarters' word is young for 48 hours, told of from then, red from 60, and too old from 72", () => {
  const phase = (hours: number) => lineAge(0, hours * hourMs)?.phase;
  expect([0, 47.9, 48, 59.9, 60, 71.9, 72, 500].map(phase)).toEqual([
    undefined,
    undefined,
    "soon",
    "soon",
    "last_hours",
    "last_hours",
    "stopped",
    "stopped",
  ]);
  expect(lineAge(undefined, 1e15), "nobody is asked").toBeUndefined();
});

test("a role counts from headquarters' last word as if it had been renewed then, and not where it had ended before", () => {
  const officer = { role: "officer", standing: 1, untilMs: 54 * hourMs } as const;
  expect(countsUntil(officer, null), "nobody is asked").toBe(54 * hourMs);
  expect(countsUntil(officer, hourMs), "stays, for the doors that stay").toBe(Number.POSITIVE_INFINITY);
  expect(countsUntil(officer, 55 * hourMs), "headquarters let it end").toBe(54 * hourMs);
  expect(countsUntil({ ...officer, standing: 0 }, hourMs), "never renewed").toBe(54 * hourMs);
  expect(countsUntil({ ...officer, standing: 60 * hourMs }, hourMs), "until a date").toBe(60 * hourMs);
  const administrator = { role: "branch_admin", standing: 1, untilMs: 20 * hourMs } as const;
  expect(countsUntil(administrator, 10 * hourMs), "a day").toBe(34 * hourMs);
});

const callers: readonly (readonly [kind: Actor["kind"], who: Who, as: string | undefined])[] = [
  ["public", "anyone", undefined],
  ["public", "person", "public:siti"],
  ...staffRoles.map((role) => {
    const [id] = Object.entries(demoStaff).find(([, [, theirs]]) => theirs === role)!;
    return ["staff", role, `${role}:${id}`] as const;
  }),
  ...deviceKinds.map((kind) => ["device", kind, `${kind}:1`] as const),
];

test("a box that never heard headquarters after it was enrolled has 72 hours like any other", async () => {
  const entry = { alias: 1, id: "hq", role: "hq", branch: null, incarnation: 1, state: "active" } as const;
  const hq = { url: "http://localhost", entry: { ...entry, ...publicKeysOf(credentialsOf(1)) } };
  const branch = await setupBranch({ closed: true, sync: { hq } });
  const isOld = () => isLineTooOld({ db: branch.db, nowMs: branch.clock.nowMs() });
  branch.clock.advance(71 * hourMs);
  expect(isOld()).toBe(false);
  branch.clock.advance(hourMs);
  expect(isOld()).toBe(true);
});

test("a word that was noted by a clock far ahead is put right by the next one", async () => {
  const { db, clock, deps } = await setupBranch({ closed: true });
  const nowMs = clock.nowMs();
  clock.advance(9000 * hourMs);
  await noteWord(deps.writer, { atMs: clock.nowMs(), by: "line" });
  clock.advance(-9000 * hourMs);
  await noteWord(deps.writer, { atMs: nowMs, by: "file" });
  expect(hqWord(db)?.atMs).toBe(nowMs);
});

test("at 72 hours every door is shut with the same words, but for whom the table leaves it open", async () => {
  const branch = await setupBranch({ closed: true });
  const { clock, deps } = branch;
  await noteWord(deps.writer, { atMs: clock.nowMs(), by: "line" });
  clock.advance(72 * hourMs);
  for (const [route, { who, withoutLine = [] }] of Object.entries(access)) {
    if (route === "GET /events") continue;
    const [method = "", path = ""] = route.split(" ");
    for (const [kind, caller, as] of callers) {
      if (!who.includes("anyone") && !who.includes(caller)) continue;
      const url = path.replace(/:no\b/, "1").replace(/:\w+/g, "x");
      const given = method === "GET" ? undefined : {};
      const { status, body } = await branch.call(method, url, given, as === undefined ? {} : { as });
      expect(
        status === 503 && body.code === "line_too_old",
        `${caller} at ${route}: ${status} ${body.code}`,
      ).toBe(!withoutLine.includes(kind));
    }
  }
});
