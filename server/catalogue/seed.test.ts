import { createHash } from "node:crypto";
import { expect, test } from "vitest";

import { isZoneName } from "../calendar/time-zone";
import { genesisRows, seedReleasedMs } from "./genesis";
import { groupsAt, isOfferedAt } from "./offers";
import { seedBranches, seedCountries, seedGroups, seedIcaoCodes, seedServices, seedStates } from "./seed";

const codesOf = (rows: readonly { readonly code: string }[]): string[] => rows.map((row) => row.code);

test("there are 92 branches in all 16 states, 42 services, 10 groups and 249 countries, no code twice", () => {
  expect(
    [seedBranches, seedServices, seedGroups, seedStates].map((rows) => new Set(codesOf(rows)).size),
  ).toEqual([92, 42, 10, 16]);
  expect([seedBranches.length, seedServices.length, seedGroups.length, seedStates.length]).toEqual([
    92, 42, 10, 16,
  ]);
  expect(new Set(seedBranches.map((branch) => branch.state))).toEqual(new Set(codesOf(seedStates)));
  const alpha3 = seedCountries.map((country) => country.alpha3);
  expect([alpha3.length, new Set(alpha3).size]).toEqual([249, 249]);
  expect(seedIcaoCodes.filter((icao) => alpha3.includes(icao.code))).toEqual([]);
  const targets = seedIcaoCodes.flatMap((icao) => (icao.mapsTo === null ? [] : [icao.mapsTo]));
  expect(targets.filter((code) => !alpha3.includes(code))).toEqual([]);
});

test("every branch lies in Malaysia, in a zone that exists, and its code fits a slot id", () => {
  for (const branch of seedBranches) {
    expect(branch.code).toMatch(/^[A-Z]{3}-[A-Z0-9]{3}$/);
    expect(branch.latitude).toBeGreaterThan(0.8);
    expect(branch.latitude).toBeLessThan(7.5);
    expect(branch.longitude).toBeGreaterThan(99.5);
    expect(branch.longitude).toBeLessThan(119.4);
    expect(isZoneName(branch.zone)).toBe(true);
    expect(branch.postcode ?? "00000").toMatch(/^\d{5}$/);
  }
});

test("every service belongs to a group, has somebody to serve and papers to bring, and is offered somewhere", () => {
  const groups = codesOf(seedGroups);
  for (const service of seedServices) {
    expect(groups).toContain(service.group);
    expect(service.units).toBeGreaterThan(0);
    expect(service.documents.length).toBeGreaterThan(0);
    expect(service.stages.length).toBeGreaterThan(0);
    expect(service.applicants.length).toBeGreaterThan(0);
    expect({
      code: service.code,
      places: seedBranches.filter((branch) => isOfferedAt(service, branch)).length,
    }).not.toEqual({ code: service.code, places: 0 });
  }
});

test("draw services are sold openly for now", () => {
  const drawn = seedServices.filter((service) => service.release.policy === "draw");
  expect(drawn.map((service) => service.code)).toEqual([
    "PLKS-BARU",
    "PLKS-LANJUT",
    "PLKS-TUKAR",
    "VDR",
    "PRM",
  ]);
  expect(new Set(seedServices.map((service) => service.release.soldAs))).toEqual(new Set(["open"]));
});

test("what people read stands in Malay and English, and question and option ids are unique", () => {
  const texts = seedServices.flatMap((service) => [
    ...service.documents,
    ...service.fees.map((fee) => fee.label),
    ...(service.validity === null ? [] : [service.validity]),
    ...service.settings.questions.flatMap((question) => [
      question.label,
      ...(question.type === "choice" ? question.options : []),
    ]),
  ]);
  expect(texts.filter(({ ms, en }) => ms.trim() === "" || en.trim() === "")).toEqual([]);
  for (const { settings } of seedServices) {
    const ids = settings.questions.map((question) => question.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const question of settings.questions) {
      if (question.type !== "choice") continue;
      expect(new Set(question.options.map((option) => option.id)).size).toBe(question.options.length);
    }
  }
});

test("every row says where it comes from; what we invented is marked as a suggestion", () => {
  const rows = [
    ...seedBranches,
    ...seedServices,
    ...seedServices.flatMap((service) => service.fees),
    ...seedCountries,
    ...seedIcaoCodes,
  ];
  expect(rows.filter((row) => row.source === "" || row.confidence === undefined)).toEqual([]);
  expect(
    new Set([...seedGroups, ...seedServices.map((service) => service.settings)].map((row) => row.confidence)),
  ).toEqual(new Set(["suggestion"]));
});

test("pools of each group make 100 and end with one for everybody", () => {
  for (const { pools } of seedGroups) {
    expect(pools.reduce((sum, pool) => sum + pool.percent, 0)).toBe(100);
    expect(pools.at(-1)).toMatchObject({ code: "general", kinds: null, services: null });
  }
});

test("Kuala Lumpur runs all ten groups; an airport's entry point runs none", () => {
  const groupsOf = (code: string) =>
    groupsAt(
      seedServices,
      seedBranches.find((branch) => branch.code === code)!,
    );
  expect(groupsOf("KUL-HQ1").join("")).toBe("ABCDEFGHKX");
  expect(groupsOf("SGR-E01")).toEqual([]);
});

test("a shipped row that changes comes with a new release date, else nodes that run would not take it", () => {
  const digest = createHash("sha256").update(JSON.stringify(genesisRows())).digest("hex").slice(0, 16);
  // Changed a row? Raise `seedReleasedMs` in genesis.ts, then write both here.
  expect({ releasedOn: new Date(seedReleasedMs).toISOString().slice(0, 10), digest }).toEqual({
    releasedOn: "2026-11-22",
    digest: "8006b1b9639946e6",
  });
});
