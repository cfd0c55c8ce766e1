import { expect, test } from "vitest";
import { setupBranch } from "../testing";
import { rulesOn } from "./rules.usecase";

const noor = { as: "hq_admin:noor" };

test("headquarters lets one more nationality use lanes from a day on, after a look at what changes", async () => {
  const hq = await setupBranch({ role: "hq", alias: 1 });
  const before = rulesOn(hq, "2027-01-01").nationalities;
  expect((await hq.call("GET", "/hq/master/gates", undefined, noor)).body.nationalities).toEqual(before);
  const wish = {
    kind: "gates",
    code: "national",
    from: "2027-01-01",
    set: { nationalities: [...before, "FRA"] },
  };
  const seen = await hq.call("POST", "/hq/master/preview", { wish }, noor);
  expect(seen.body).toMatchObject({ fields: [{ field: "nationalities", before }], hits: [] });
  const made = await hq.call(
    "POST",
    "/hq/master",
    { wish, reason: "pekeliling", previewed: seen.body.hash },
    noor,
  );
  expect(made.status).toBe(201);
  expect(rulesOn(hq, "2026-12-31").nationalities).toEqual(before);
  expect(rulesOn(hq, "2027-01-01").nationalities).toContain("FRA");
});

test("rules that make no sense are refused before anybody looks", async () => {
  const hq = await setupBranch({ role: "hq", alias: 1 });
  for (const set of [{ ageMin: -1 }, { nationalities: ["france"] }, { opens: true }]) {
    const wish = { kind: "gates", code: "national", from: "2027-01-01", set };
    expect((await hq.call("POST", "/hq/master/preview", { wish }, noor)).status).toBe(400);
  }
});
