/** Sessions over HTTP: how long they live, what the file keeps of them, and how they end. */
import { describe, expect, test } from "vitest";
import { setupBranch, type TestBranch } from "../testing";
import { setupStaff } from "./staff.fixture";

const minuteMs = 60_000;

/** Somebody of the public with a browser of their own. */
const newPerson = async ({ call }: TestBranch) => {
  const opened = await call("POST", "/session", {});
  expect(opened.status).toBe(201);
  const given = opened.headers.get("set-cookie")!;
  const cookie = given.split(";")[0]!;
  const asks = (method: string, path: string, body?: unknown) =>
    call(method, path, body, { headers: { cookie } });
  return { given, token: cookie.split("=")[1]!, asks };
};

const isIn = async (person: Awaited<ReturnType<typeof newPerson>>): Promise<boolean> =>
  (await person.asks("GET", "/session")).status === 200;

describe("a session", () => {
  test("is a cookie that only this site, over https and no script ever sees", async () => {
    const { given } = await newPerson(await setupBranch({ closed: true }));
    const [pair, ...attributes] = given.split("; ");
    expect(pair).toMatch(/^__Host-sto-2-public=[\w-]{43}$/);
    expect(attributes.map((each) => each.toLowerCase()).toSorted()).toEqual([
      "httponly",
      "max-age=43200",
      "path=/",
      "samesite=strict",
      "secure",
    ]);
  });

  test("is 256 random bits, of which the file keeps only the hash", async () => {
    const branch = await setupBranch({ closed: true });
    const people = await Promise.all(Array.from({ length: 20 }, () => newPerson(branch)));
    expect(new Set(people.map(({ token }) => token)).size).toBe(20);
    const bytes = branch.db.serialize();
    for (const { token } of people) {
      const raw = Buffer.from(token, "base64url");
      expect(raw).toHaveLength(32);
      expect(bytes.includes(Buffer.from(token)), "the cookie's value").toBe(false);
      expect(bytes.includes(raw), "its bytes").toBe(false);
      const kept = new Bun.CryptoHasher("sha256").update(token).digest("base64url");
      expect(branch.db.query("SELECT 1 FROM session WHERE id = ?").get(kept), "its hash").not.toBeNull();
    }
  });

  test("of a person ends thirty minutes after they last did something", async () => {
    const branch = await setupBranch({ closed: true });
    const person = await newPerson(branch);
    branch.clock.advance(29 * minuteMs);
    expect((await person.asks("POST", "/session/active", {})).status).toBe(200);
    branch.clock.advance(30 * minuteMs - 1);
    expect(await isIn(person)).toBe(true);
    branch.clock.advance(1);
    expect(await isIn(person)).toBe(false);
  });

  test("is not kept alive by what a page fetches by itself", async () => {
    const branch = await setupBranch({ closed: true });
    const person = await newPerson(branch);
    for (let quarter = 0; quarter < 2; quarter++) {
      expect(await isIn(person)).toBe(true);
      branch.clock.advance(15 * minuteMs);
    }
    expect(await isIn(person)).toBe(false);
  });

  test("ends after twelve hours, whatever is done in it", async () => {
    const branch = await setupBranch({ closed: true });
    const person = await newPerson(branch);
    for (let quarter = 0; quarter < 12 * 4; quarter++) {
      expect((await person.asks("POST", "/session/active", {})).status).toBe(200);
      branch.clock.advance(15 * minuteMs);
    }
    expect(await isIn(person)).toBe(false);
  });

  test("that was signed out of is over at the node, too: its cookie opens nothing any more", async () => {
    const branch = await setupBranch({ closed: true });
    const person = await newPerson(branch);
    const gone = await person.asks("DELETE", "/session");
    expect(gone.status).toBe(204);
    expect(gone.headers.get("set-cookie")).toMatch(/^__Host-sto-2-public=; Max-Age=0;/);
    for (const [method, path] of [
      ["GET", "/session"],
      ["GET", "/bookings"],
      ["POST", "/session/active"],
      ["DELETE", "/sessions"],
    ] as const)
      expect((await person.asks(method, path, method === "POST" ? {} : undefined)).status, path).toBe(401);
    expect(branch.db.query("SELECT 1 FROM session").get()).toBeNull();
  });
});

describe("the list of one's own sessions", () => {
  const setupOfficer = async () => {
    const staff = await setupStaff();
    const key = await staff.keyOf("rohani");
    const [desk, phone] = [staff.tablet("t1"), staff.tablet("t2")];
    await desk.signIn(key);
    staff.clock.advance(minuteMs);
    await phone.signIn(key);
    return { ...staff, desk, phone };
  };

  test("shows each, and which one this is; one of them is ended by its holder", async () => {
    const { desk, phone } = await setupOfficer();
    const { items } = (await desk.asks("GET", "/sessions")).body;
    expect(items.map(({ isThis }: { isThis: boolean }) => isThis).toSorted()).toEqual([false, true]);
    const other = items.find(({ isThis }: { isThis: boolean }) => !isThis).id as string;
    expect((await desk.asks("DELETE", `/sessions/${other}`)).status).toBe(204);
    expect((await phone.asks("GET", "/session")).status).toBe(401);
    expect((await desk.asks("GET", "/session")).status).toBe(200);
  });

  test("all but this one end at once", async () => {
    const { desk, phone } = await setupOfficer();
    expect((await desk.asks("DELETE", "/sessions")).body).toEqual({ ended: 1 });
    expect((await phone.asks("GET", "/session")).status).toBe(401);
    expect((await desk.asks("GET", "/session")).status).toBe(200);
  });

  test("is nobody else's: a colleague finds and ends nothing of it", async () => {
    const { desk, keyOf, tablet } = await setupOfficer();
    const colleague = tablet("t3");
    await colleague.signIn(await keyOf("selvam"));
    expect((await colleague.asks("GET", "/sessions")).body.items).toHaveLength(1);
    const [{ id }] = (await desk.asks("GET", "/sessions")).body.items;
    expect((await colleague.asks("DELETE", `/sessions/${id}`)).status).toBe(404);
    expect((await desk.asks("GET", "/session")).status).toBe(200);
  });
});
