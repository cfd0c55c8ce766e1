import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credentialsName } from "../sync/credentials";
import { readConfig } from "./config";
import { branchConfig, freePort, scratch, sto } from "./process.testing";

/** A certificate for localhost that vouches for itself, as an office makes one before it has a real one. */
const selfSigned = (dir: string, cert = "cert.pem", key = "key.pem"): void =>
  openssl(
    dir,
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`,
  );

const openssl = (dir: string, command: string): void => {
  const made = Bun.spawnSync(["openssl", ...command.split(" ")], { cwd: dir });
  expect(made.exitCode, made.stderr.toString()).toBe(0);
};

/** `openssl` is a test peer: the list and what it is for stand in `.dev/peers.ts`. */
describe.skipIf(Bun.which("openssl") === null)("a node with a certificate (openssl)", () => {
  /** A node with a certificate of its own. */
  const setupHttps = async () => {
    const dir = scratch();
    selfSigned(dir);
    const port = await freePort();
    const config = branchConfig(dir, port, '[tls]\ncert = "cert.pem"\nkey = "key.pem"\n');
    const node = sto(["serve", "--config", config]);
    await node.until('"event":"ready"');
    return { dir, port, node };
  };

  test("answers over https with exactly that certificate, and not in the clear", async () => {
    const { dir, port } = await setupHttps();
    const url = `//localhost:${port}/api/v1/node`;
    const ca = readFileSync(join(dir, "cert.pem"), "utf8");
    const answer = await fetch(`https:${url}`, { tls: { ca } });
    expect(await answer.json()).toMatchObject({ branchId: "SGR-KLJ" });
    await expect(fetch(`https:${url}`), "nobody else vouches for it").rejects.toThrow();
    await expect(fetch(`http:${url}`)).rejects.toThrow();
  });

  test("speaks TLS 1.2 and 1.3, and nothing older", async () => {
    const { port } = await setupHttps();
    const greet = async (version: string) => {
      const command = `openssl s_client -connect localhost:${port} -${version} -cipher ALL:@SECLEVEL=0`;
      const peer = Bun.spawn(command.split(" "), { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
      const said = await Promise.all([peer.stdout, peer.stderr].map((stream) => new Response(stream).text()));
      return { code: await peer.exited, said: said.join("") };
    };
    for (const version of ["tls1_2", "tls1_3"]) expect((await greet(version)).code, version).toBe(0);
    for (const version of ["tls1", "tls1_1"]) {
      const { code, said } = await greet(version);
      expect(code, version).not.toBe(0);
      expect(said, "the node says so, not openssl by itself").toContain("alert protocol version");
    }
  });

  test("keeps its keys out of its environment, its arguments and what it says", async () => {
    const { dir, node } = await setupHttps();
    const kept = readFileSync(join(dir, "data", credentialsName), "utf8");
    const keys = Object.values(JSON.parse(kept) as Record<string, unknown>).filter(
      (value): value is string => typeof value === "string" && value.length >= 32,
    );
    expect(keys.length).toBeGreaterThanOrEqual(6);
    const secrets = [...keys, readFileSync(join(dir, "key.pem"), "utf8").split("\n")[1]!];
    const shown = ["environ", "cmdline"].map((name) => readFileSync(`/proc/${node.pid}/${name}`, "latin1"));
    expect(shown[1]).toContain("serve");
    for (const text of [...shown, node.said()])
      for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  });

  const pairOf = (cert: string, key: string) => `[tls]\ncert = "${cert}"\nkey = "${key}"\n`;

  test.each([
    ["none.pem", "key.pem", ["tls.cert: the file DIR/none.pem cannot be read"]],
    ["cert.pem", "none.pem", ["tls.key: the file DIR/none.pem cannot be read"]],
    ["notes.txt", "key.pem", ["tls.cert: DIR/notes.txt does not begin with a certificate in PEM form"]],
    ["cert.der", "key.pem", ["tls.cert: DIR/cert.der does not begin with a certificate in PEM form"]],
    ["cut.pem", "key.pem", ["tls.cert: DIR/cut.pem does not begin with a certificate in PEM form"]],
    [
      "cert.pem",
      "locked.pem",
      ["tls.key: DIR/locked.pem is not a private key in PEM form without a password"],
    ],
    ["cert.pem", "cert.pem", ["tls.key: DIR/cert.pem is not a private key in PEM form without a password"]],
    [
      "cert.pem",
      "other-key.pem",
      ["tls.key: the key DIR/other-key.pem does not belong to the certificate DIR/cert.pem"],
    ],
    [
      "key.pem",
      "cert.pem",
      [
        "tls.cert: DIR/key.pem does not begin with a certificate in PEM form",
        "tls.key: DIR/cert.pem is not a private key in PEM form without a password",
      ],
    ],
  ])("cert %s with key %s is refused in a sentence", (cert, key, sentences) => {
    const dir = scratch();
    setupPairs(dir);
    expect(readConfig(branchConfig(dir, 1, pairOf(cert, key)))).toMatchObject({
      ok: false,
      error: { problems: sentences.map((sentence) => sentence.replaceAll("DIR", dir)) },
    });
  });

  test("a node with the key of another certificate does not start: wrong configuration, and nothing was made", async () => {
    const dir = scratch();
    setupPairs(dir);
    const run = sto(["serve", "--config", branchConfig(dir, 1, pairOf("cert.pem", "other-key.pem"))]);
    expect(await run.exited).toBe(2);
    expect(run.said()).toContain("does not belong to the certificate");
    expect(run.said()).toContain("Correct the file and start again.");
    expect(run.said()).not.toContain("    at ");
    expect(existsSync(join(dir, "data"))).toBe(false);
  });
});

/** A good pair, and what people give by mistake. */
const setupPairs = (dir: string): void => {
  selfSigned(dir);
  selfSigned(dir, "other.pem", "other-key.pem");
  openssl(dir, "x509 -in cert.pem -outform DER -out cert.der");
  openssl(dir, "ec -in key.pem -aes256 -passout pass:secret -out locked.pem");
  writeFileSync(join(dir, "notes.txt"), "the certificate is in the drawer\n");
  writeFileSync(join(dir, "cut.pem"), readFileSync(join(dir, "cert.pem"), "utf8").slice(0, 200));
};
