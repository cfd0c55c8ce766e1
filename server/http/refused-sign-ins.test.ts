import { describe, expect, test } from "vitest";
import { browserAt } from "../identity/account.fixture";
import { softKey } from "../identity/passkey.fixture";
import { setupBranch } from "../testing";

const setup = async () => {
  const branch = await setupBranch({ closed: true });
  const browser = browserAt(branch);
  await browser.post("/session");
  return { ...branch, browser };
};

describe("a sign-in that is refused", () => {
  test("is one line of the log for staff, applicants and devices: door, reason and a pseudonym of the network", async () => {
    const { browser, random, said, deps } = await setup();
    const begun = await browser.post("/staff/sign-in/options");
    const stranger = softKey(random, "KANARI");
    const answer = stranger.use(begun.body.challenge, { origin: deps.self.publicUrl });
    const refused = [
      await browser.post("/staff/sign-in", { answer }),
      await browser.post("/sign-in/sms", { to: "+60123987654", code: "12345678" }),
      await browser.post("/devices/session", {
        device: "01a20692-2609-7de3-82b7-a03a38627bcf",
        challenge: "K".repeat(43),
        signature: "K".repeat(86),
      }),
      await browser.post("/staff/keys/enrol/options", { code: "KANARI" }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 403, 403]);

    const lines = said.map((line) => JSON.parse(line));
    const network = lines[0].network;
    expect(network).toMatch(/^[0-9a-f]{32}$/);
    for (const { what } of lines) expect(what).toMatch(/^request \S+$/);
    expect(lines).toMatchObject([
      { event: "sign_in_refused", door: "/staff/sign-in", code: "sign_in_refused", network },
      { event: "sign_in_refused", door: "/sign-in/sms", code: "code_wrong", network },
      { event: "sign_in_refused", door: "/devices/session", code: "device_unknown", network },
      { event: "sign_in_refused", door: "/staff/keys/enrol/options", code: "staff_code_wrong", network },
    ]);
    expect(said.join(), "nothing of what was typed").not.toMatch(/KANARI|KKKK|01a20692|3987654|12345678/);
  });

  test("is told apart from one that works, and from a body that is none", async () => {
    const { browser, said } = await setup();
    const { key } = await browser.enrol();
    await browser.send("DELETE", "/session");
    await browser.post("/session");
    expect((await browser.signIn(key!)).status).toBe(200);
    expect((await browser.post("/sign-in/sms", { to: "KANARI" })).status).toBe(400);
    expect(said).toEqual([]);
  });
});
