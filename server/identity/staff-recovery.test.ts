/** Back in over two nodes: headquarters reads the digits, the branch takes them; an envelope opens nothing at another node. */
import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import type { TestBranch } from "../testing";
import { withStaff } from "./staff.fixture";

const admin = { as: "hq_admin:noor" };
const supervisor = { as: "supervisor:azlina" };
const told = ({ status, body }: { status: number; body: { code?: string } }) => ({ status, code: body.code });

test("an administrator of headquarters reads eight digits, which the supervisor at that branch alone can use, once", async () => {
  const { hq, branches, settle } = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const [branch, other] = branches as [TestBranch, TestBranch];
  const path = "/staff/people/rohani/recovery";
  const read = await hq.call("POST", `${path}/telephone`, { branch: "SGR-HQ1" }, admin);
  expect(read.status, JSON.stringify(read.body)).toBe(201);
  await settle();
  const types = (node: TestBranch, code: string) =>
    node.call("POST", `${path}/telephoned`, { code }, supervisor);
  expect(told(await types(branch, "0000 0000"))).toEqual({ status: 403, code: "staff_code_wrong" });
  expect((await types(other, read.body.code)).status, "another branch").not.toBe(201);
  const made = await types(branch, read.body.code);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(told(await types(branch, read.body.code))).toEqual({ status: 403, code: "staff_code_wrong" });
  const rows = hq.db.query<{ mac: string }, []>("SELECT mac FROM recovery").all();
  const shared = hq.deps.sealer.blindIndex(`telephone:rohani:${String(read.body.code).replace(" ", "")}`);
  expect(rows.map(({ mac }) => mac)).not.toContain(shared);

  expect(told(await hq.call("POST", `${path}/telephone`, { branch: "JHR-HQ1" }, admin))).toEqual({
    status: 409,
    code: "branch_not_enrolled",
  });
});

test("a branch's envelope opens nothing at headquarters, and headquarters sees when it is opened at home", async () => {
  const { hq, branches, settle } = await setupCountry();
  const [branch] = branches;
  const sealed = await branch.call("POST", "/staff/sealed-codes", {}, { as: "branch_admin:hafiz" });
  expect(sealed.status, JSON.stringify(sealed.body)).toBe(201);
  await settle();
  const opens = (node: TestBranch, name: string) =>
    withStaff(node).tablet("night").asPerson("/staff/sealed-codes/open", { code: sealed.body.code, name });
  expect((await opens(hq, "Noor")).status).toBe(403);
  expect((await opens(branch, "Hafiz")).status).toBe(201);
  await settle();
  const state = await hq.call("GET", "/hq/state", undefined, admin);
  expect(state.body.opened).toMatchObject([{ branch: "SGR-HQ1", name: "Hafiz" }]);
  expect((await opens(branch, "Hafiz")).status, "once").toBe(403);
});
