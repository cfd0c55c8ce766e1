/** A fresh branch without headquarters, as a real process: whoever reads its log or its folder becomes its administrator, once. */
import { appendFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom } from "../../sync/core/clock";
import { asHeader } from "../http/request";
import { branchConfig, freePort, scratch, sto } from "../process.testing";
import { firstAdministratorName } from "./first-admin.usecase";
import { softKey } from "./passkey.fixture";

test("a fresh branch has no accounts; the code it prints makes the first administrator, and is gone", async () => {
  const dir = scratch();
  const port = await freePort();
  const config = branchConfig(dir, port);
  const file = join(dir, "data", firstAdministratorName);
  const first = sto(["serve", "--config", config]);
  await first.until('"event":"ready"');
  const code = readFileSync(file, "utf8").trim();
  expect(first.said()).toContain(`http://localhost:${port}/staff/key#${code}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const origin = `http://localhost:${port}`;
  const cookies = new Map<string, string>();
  const ask = async (method: string, path: string, body?: unknown, as?: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        origin,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "content-type": "application/json",
        ...(as ? { [asHeader]: as } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const given of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(given) ?? [];
      cookies.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as Record<string, never> };
  };
  await ask("POST", "/session", {});
  const begun = await ask("POST", "/staff/keys/enrol/options", { code });
  const { options } = begun.body as unknown as { options: { challenge: string; user: { id: string } } };
  const key = softKey(seededRandom(7), options.user.id);
  // A branch that is no demo wants keys whose maker says so; this one does not, and is refused.
  const wish = {
    code,
    keyName: "kunci",
    name: "Zainab",
    answer: key.register(options.challenge, { origin }),
  };
  const refused = await ask("POST", "/staff/keys/enrol", wish);
  expect([refused.status, refused.body["code"]]).toEqual([422, "key_not_allowed"]);
  expect(existsSync(file)).toBe(true);
  first.kill("SIGTERM");
  await first.exited;

  appendFileSync(config, '[staff_keys]\npolicy = "anything"\n');
  const second = sto(["serve", "--config", config]);
  await second.until('"event":"ready"');
  expect(second.said()).toContain(`/staff/key#${code}`);
  const again = await ask("POST", "/staff/keys/enrol/options", { code });
  const anew = again.body as unknown as typeof begun.body & {
    options: { challenge: string; user: { id: string } };
  };
  const own = softKey(seededRandom(8), anew.options.user.id);
  const answer = own.register(anew.options.challenge, { origin });
  const made = await ask("POST", "/staff/keys/enrol", { ...wish, answer });
  expect([made.status, made.body]).toEqual([201, expect.anything()]);
  expect(existsSync(file), "the code is gone with its use").toBe(false);
  const twice = await ask("POST", "/staff/keys/enrol/options", { code });
  expect(twice.status).toBeGreaterThanOrEqual(400);
});
