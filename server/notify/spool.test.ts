import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { email, folder, keepsTheContract, never, sms } from "./channel.fixture";
import { spoolChannel } from "./spool";

const filesIn = (dir: string) =>
  readdirSync(dir).map((name) => JSON.parse(readFileSync(join(dir, name), "utf8")) as Record<string, string>);

for (const [kind, message, name] of [
  ["sms", sms, "sms"],
  ["email", email, "mail"],
] as const) {
  keepsTheContract(`the spool folder for ${kind}`, message, async () => {
    const dir = folder();
    return {
      channel: spoolChannel(kind, dir),
      received: async () =>
        readdirSync(dir).length === 0
          ? []
          : filesIn(join(dir, name)).map(({ to, body }) => ({ to: to!, text: body! })),
    };
  });
}

test("a file has exactly what the demo room shows, and nothing half-written lies beside it", async () => {
  const dir = folder();
  await spoolChannel("email", dir).send(email(), never);
  expect(readdirSync(dir)).toEqual(["mail"]);
  expect(filesIn(join(dir, "mail"))).toEqual([
    {
      to: "siti@example.com",
      body: "STO: Kod anda\n\nSTO: Kod 00012345 untuk sahkan temujanji.",
      at: "2027-01-15T08:00:00.000Z",
      purpose: "code",
    },
  ]);
});

test("a folder that cannot be written says so by its code", async () => {
  const sent = await spoolChannel("sms", "/dev/null/spool").send(sms(), never);
  expect(sent).toEqual({ ok: false, error: { type: "Unavailable", why: "file_enotdir" } });
});
