/** Devices as the hall meets them: a supervisor's code, the device's own key, its sessions, and the end of them. */
import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { asHeader } from "../http/request";
import { setupBranch, type TestBranch } from "../testing";
import { enrolText, sessionText } from "./device";

const supervisor = "supervisor:azlina";
const minuteMs = 60_000;

/** A browser with a key of its own. */
const newDevice = (branch: TestBranch) => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const signed = (text: string) => sign(null, Buffer.from(text), privateKey).toString("base64url");
  const key = publicKey.export({ format: "jwk" }).x!;
  const enrol = (code: string, over: object = {}, options: { key?: string } = {}) =>
    branch.call(
      "POST",
      "/devices/enrol",
      { kind: "kiosk", code, publicKey: key, signature: signed(enrolText(code.replace("-", ""))), ...over },
      options,
    );
  const ask = async (device: string): Promise<string> =>
    (await branch.call("POST", "/devices/session/challenge", { device })).body.challenge;
  const answer = (device: string, challenge: string, text = sessionText(device, challenge)) =>
    branch.call("POST", "/devices/session", { device, challenge, signature: signed(text) });
  const comeIn = async (device: string) => {
    const opened = await answer(device, await ask(device));
    const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
    return { ...opened, headers: { cookie, [asHeader]: "kiosk" } };
  };
  return { key, signed, enrol, ask, answer, comeIn };
};

const newCode = async (branch: TestBranch, wish: object = {}): Promise<string> => {
  const made = await branch.call(
    "POST",
    "/devices/codes",
    { kind: "kiosk", name: "Kios 2", ...wish },
    { as: supervisor },
  );
  expect(made.status).toBe(201);
  return made.body.code;
};

/** A kiosk that was enrolled, and that is in. */
const setupKiosk = async () => {
  const branch = await setupBranch({ closed: true });
  const kiosk = newDevice(branch);
  const { body } = await kiosk.enrol(await newCode(branch));
  const device: string = body.device;
  const opened = await kiosk.comeIn(device);
  expect(opened.status).toBe(201);
  const hall = (headers = opened.headers) => branch.call("GET", "/kiosk", undefined, { headers });
  return { branch, kiosk, device, headers: opened.headers, hall };
};

const refusedAs = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

test("a kiosk enrols with a supervisor's code and may do what a kiosk may, and no more", async () => {
  const { branch, device, headers, hall } = await setupKiosk();
  expect((await hall()).status).toBe(200);
  const elsewhere = await branch.call("GET", "/display", undefined, { headers });
  expect(refusedAs(elsewhere)).toEqual([403, "not_allowed"]);
  const as = await branch.call("GET", "/session", undefined, { headers });
  expect(as.body.device).toEqual({ id: device, kind: "kiosk", name: "Kios 2" });
});

test("a kiosk's cookie is no display's", async () => {
  const { branch, headers } = await setupKiosk();
  const cookie = headers.cookie.replace("-kiosk=", "-display=");
  const posing = await branch.call("GET", "/display", undefined, {
    headers: { cookie, [asHeader]: "display" },
  });
  expect(posing.status).toBe(401);
});

test("the code comes with the address that enrols by itself, as text and as a picture", async () => {
  const branch = await setupBranch({ closed: true });
  const made = await branch.call(
    "POST",
    "/devices/codes",
    { kind: "display", name: "TV 1" },
    { as: supervisor },
  );
  expect(made.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(made.body.url).toBe(`http://localhost/display#${made.body.code}`);
  expect(made.body.qrSvg).toContain("<svg");
  expect(made.body.endsAtMs).toBe(branch.clock.nowMs() + 10 * minuteMs);
  const bare = await branch.call(
    "POST",
    "/devices/codes",
    { kind: "scanner", name: "S1" },
    { as: supervisor },
  );
  expect([bare.body.url, bare.body.qrSvg], "a scanner has no page").toEqual([null, null]);
  const file = JSON.stringify([
    branch.db.query("SELECT * FROM enrol_code").all(),
    branch.db.query("SELECT * FROM audit").all(),
    branch.db.query("SELECT * FROM idempotency").all(),
  ]);
  expect(file).not.toContain(made.body.code);
  expect(file).not.toContain(made.body.code.replace("-", ""));
});

test("a code that is wrong, used, over, for another kind, or signed by nobody gets one and the same answer", async () => {
  const branch = await setupBranch({ closed: true });
  const code = await newCode(branch);
  const device = newDevice(branch);
  const refused = [
    await device.enrol("0000-0000"),
    await device.enrol("?"),
    await device.enrol(code, { kind: "display" }),
    await device.enrol(code, { signature: device.signed(enrolText("00000000")) }),
    await device.enrol(code, { publicKey: newDevice(branch).key }),
  ];
  expect((await device.enrol(code)).status, "none of these used it up").toBe(201);
  refused.push(await newDevice(branch).enrol(code));
  const late = await newCode(branch);
  branch.clock.advance(10 * minuteMs);
  refused.push(await device.enrol(late));
  const bodies = refused.map(({ body }) => ({ ...body, requestId: null }));
  for (const body of bodies) expect(body).toEqual(bodies[0]);
  expect(refusedAs(refused[0]!)).toEqual([403, "device_code_wrong"]);
});

test("a code lives ten minutes, and may be typed in small letters and with the letters that are no digits", async () => {
  const branch = await setupBranch({ closed: true });
  const code = await newCode(branch);
  branch.clock.advance(10 * minuteMs - 1);
  const typed = code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l");
  const device = newDevice(branch);
  const signature = device.signed(enrolText(code.replace("-", "")));
  expect((await device.enrol(typed, { signature })).status).toBe(201);
});

test("an answer that got lost is given again to the same request, and the device is enrolled once", async () => {
  const branch = await setupBranch({ closed: true });
  const code = await newCode(branch);
  const device = newDevice(branch);
  const key = "019430b2-3c00-7000-8000-000000000001";
  const first = await device.enrol(code, {}, { key });
  expect((await device.enrol(code, {}, { key })).body).toEqual(first.body);
  expect(branch.db.query("SELECT * FROM device WHERE name = 'Kios 2'").all()).toHaveLength(1);
});

test("one network tries thirty codes in ten minutes, whatever becomes of them", async () => {
  const branch = await setupBranch({ closed: true });
  const device = newDevice(branch);
  for (let tries = 0; tries < 30; tries++) expect((await device.enrol("0000-0000")).status).toBe(403);
  const code = await newCode(branch);
  expect(refusedAs(await device.enrol(code))).toEqual([429, "too_many_tries"]);
  branch.clock.advance(10 * minuteMs);
  expect((await device.enrol(await newCode(branch))).status).toBe(201);
});

test("a challenge is answered once, in five minutes, by the key of the device that it was given to", async () => {
  const { branch, kiosk, device } = await setupKiosk();
  const refused = [];
  const used = await kiosk.ask(device);
  expect((await kiosk.answer(device, used)).status).toBe(201);
  refused.push(await kiosk.answer(device, used));
  const spoilt = await kiosk.ask(device);
  refused.push(await newDevice(branch).answer(device, spoilt));
  refused.push(await kiosk.answer(device, spoilt));
  refused.push(await kiosk.answer(device, await kiosk.ask("SGR-HQ1/kiosk-1")));
  refused.push(await kiosk.answer(device, Buffer.alloc(32).toString("base64url")));
  const asked = await kiosk.ask(device);
  refused.push(await kiosk.answer(device, asked, enrolText(asked)));
  const late = await kiosk.ask(device);
  branch.clock.advance(5 * minuteMs);
  refused.push(await kiosk.answer(device, late));
  refused.push(await kiosk.comeIn("nobody's"), await kiosk.comeIn("SGR-HQ1/kiosk-1"));
  for (const each of refused) expect(refusedAs(each)).toEqual([403, "device_unknown"]);
});

test("a session ends after twelve hours, and the device opens the next one by itself", async () => {
  const { branch, kiosk, device, hall } = await setupKiosk();
  branch.clock.advance(12 * 60 * minuteMs - 1);
  expect((await hall()).status).toBe(200);
  branch.clock.advance(1);
  expect(refusedAs(await hall())).toEqual([401, "sign_in_required"]);
  const again = await kiosk.comeIn(device);
  expect((await hall(again.headers)).status).toBe(200);
});

test("a device is in one place: its next session ends the one before", async () => {
  const { kiosk, device, hall } = await setupKiosk();
  const again = await kiosk.comeIn(device);
  expect((await hall()).status).toBe(401);
  expect((await hall(again.headers)).status).toBe(200);
});

test("a device that is shut out is out at once, and learns why only by its own key", async () => {
  const { branch, kiosk, device, hall } = await setupKiosk();
  const revoke = () =>
    branch.call("POST", `/devices/${device}/revoke`, { reason: "lost" }, { as: supervisor });
  expect((await revoke()).status).toBe(204);
  expect((await hall()).status).toBe(401);
  expect(refusedAs(await kiosk.comeIn(device))).toEqual([403, "device_revoked"]);
  expect(refusedAs(await newDevice(branch).comeIn(device))).toEqual([403, "device_unknown"]);
  expect(refusedAs(await revoke())).toEqual([404, "device_not_found"]);
});

test("the list says what stands where, who enrolled it and when it was last there", async () => {
  const { branch, device, headers } = await setupKiosk();
  const enrolledAtMs = branch.clock.nowMs();
  const listed = async () => {
    const { body } = await branch.call("GET", "/devices/enrolled", undefined, { as: supervisor });
    return (body.items as { id: string }[]).find(({ id }) => id === device);
  };
  const row = { id: device, kind: "kiosk", name: "Kios 2", state: "active", by: "Azlina", enrolledAtMs };
  expect(await listed()).toEqual({ ...row, seenAtMs: enrolledAtMs });
  branch.clock.advance(5 * minuteMs);
  await branch.call("POST", "/session/active", {}, { headers });
  expect(await listed()).toEqual({ ...row, seenAtMs: enrolledAtMs + 5 * minuteMs });
  await branch.call("POST", `/devices/${device}/rename`, { name: "Pintu barat" }, { as: supervisor });
  await branch.call("POST", `/devices/${device}/revoke`, { reason: "replaced" }, { as: supervisor });
  expect(await listed()).toEqual({ ...row, name: "Pintu barat", state: "revoked", seenAtMs: null });
});

test("codes, enrolments, names and shutting out are in the audit log, with the reason and without the name", async () => {
  const { branch, device } = await setupKiosk();
  await branch.call("POST", `/devices/${device}/rename`, { name: "Pintu barat" }, { as: supervisor });
  await branch.call("POST", `/devices/${device}/revoke`, { reason: "misused" }, { as: supervisor });
  const leaves = branch.db.query("SELECT intent, about FROM audit ORDER BY seq").all() as {
    intent: string;
    about: string;
  }[];
  expect(leaves.map(({ intent }) => intent)).toEqual([
    "makeDeviceCode",
    "enrolDevice",
    "renameDevice",
    "revokeDevice",
  ]);
  expect(JSON.parse(leaves[1]!.about)).toEqual({ device, kind: "kiosk", by: "azlina" });
  expect(JSON.parse(leaves[3]!.about)).toEqual({ device, reason: "misused" });
  expect(JSON.stringify(leaves)).not.toMatch(/Kios 2|Pintu/);
});

test("headquarters enrols nothing: it has no hall", async () => {
  const hq = await setupBranch({ role: "hq", alias: 0 });
  const made = await hq.call("POST", "/devices/codes", { kind: "kiosk", name: "K" }, { as: supervisor });
  expect(refusedAs(made)).toEqual([409, "no_hall"]);
});
