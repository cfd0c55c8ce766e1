import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { branchConfig, freePort, scratch, sto } from "./process.testing";

/** A certificate for localhost that vouches for itself, as an office makes one before it has a real one. */
const selfSigned = (dir: string): void => {
  const made = Bun.spawnSync(
    `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem`.split(
      " ",
    ),
    { cwd: dir },
  );
  expect(made.exitCode, made.stderr.toString()).toBe(0);
};

/** `openssl` is a test peer: the list and what it is for stand in `.dev/peers.ts`. */
describe.skipIf(Bun.which("openssl") === null)("a node with a certificate (openssl)", () => {
  test("answers over https with exactly that certificate, and not in the clear", async () => {
    const dir = scratch();
    selfSigned(dir);
    const port = await freePort();
    const config = branchConfig(dir, port, '[tls]\ncert = "cert.pem"\nkey = "key.pem"\n');
    const node = sto(["serve", "--config", config]);
    await node.until('"event":"ready"');
    const url = `//localhost:${port}/api/v1/node`;
    const ca = readFileSync(join(dir, "cert.pem"), "utf8");
    const answer = await fetch(`https:${url}`, { tls: { ca } });
    expect(await answer.json()).toMatchObject({ branchId: "SGR-KLJ" });
    await expect(fetch(`https:${url}`), "nobody else vouches for it").rejects.toThrow();
    await expect(fetch(`http:${url}`)).rejects.toThrow();
  });
});
