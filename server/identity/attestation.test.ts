/**
 * Which keys staff may enrol: the attested keys of W3C's vectors against a list of makers that the vectors' own certificate
 * signed, as the FIDO Alliance signs its list.
 */
import { execFileSync } from "node:child_process";
import { createECDH, createPrivateKey, sign, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { StaffRole } from "../../sync/core/plan";
import { orThrow } from "../../sync/core/result";
import { judgeStaffKey, type StaffKeyPolicy } from "./attestation";
import { chainsTo } from "./attestation-chain";
import { isPastItsDay, readMakerList } from "./attestation-list";
import { type NewPasskey, verifyRegistration } from "./passkey-verify";
import { staffRoles } from "./roles";
import { attestationRoot, vectorNamed, vectorRules } from "./vectors/vectors.fixture";

const nowMs = Date.UTC(2026, 11, 7);

const keyOf = async (name: string): Promise<NewPasskey> => {
  const { answer, expected } = vectorNamed(name).registration;
  return orThrow(await verifyRegistration(answer, expected, vectorRules));
};

const x5cOf = (name: string): readonly Uint8Array[] =>
  decodeAttestationObject(
    new Uint8Array(
      Buffer.from(vectorNamed(name).registration.answer.response.attestationObject, "base64url"),
    ),
  )
    .get("attStmt")
    .get("x5c")!;

/** The only vector with a single-device key, by a maker whose certificate the root signed. */
const deviceBound = "Packed Attestation with Ed25519";
const synced = "Packed Attestation with ES256";

/** The vectors' certificates all bear this name. */
const publisher = { host: "WebAuthn test vectors", roots: [attestationRoot] };

const signerName = "Packed Attestation with ES256";

const signerKey = () => {
  const pair = createECDH("prime256v1");
  const secret = vectorNamed(signerName).attestationKey!;
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const text = (from: number, to: number) => point.subarray(from, to).toString("base64url");
  return createPrivateKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", d: secret.toString("base64url"), x: text(1, 33), y: text(33, 65) },
  });
};

interface EntryOptions {
  readonly statuses?: readonly string[];
  readonly roots?: readonly Uint8Array[];
}

/** A list as the FIDO Metadata Service makes it, with one maker. */
const blobOf = async ({ statuses = ["FIDO_CERTIFIED_L1"], roots = [attestationRoot] }: EntryOptions = {}) => {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const header = { alg: "ES256", typ: "JWT", x5c: x5cOf(signerName).map(text) };
  const { aaguid } = await keyOf(deviceBound);
  const payload = {
    no: 42,
    nextUpdate: "2027-01-01",
    entries: [
      { aaid: "1234#5678", statusReports: [] },
      {
        aaguid,
        metadataStatement: { description: "Kunci Ujian", attestationRootCertificates: roots.map(text) },
        statusReports: statuses.map((status) => ({ status })),
      },
    ],
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part(payload)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: signerKey(), dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
};

const listOf = async (options: EntryOptions = {}) =>
  orThrow(readMakerList(await blobOf(options), nowMs, publisher));

const strict: StaffKeyPolicy = { kind: "device_bound", officersMaySync: false };

describe("the list of makers", () => {
  test("is read when its certificates lead to the pinned root and its signature is theirs", async () => {
    const list = await listOf();
    const { aaguid } = await keyOf(deviceBound);
    expect(list.no).toBe(42);
    expect([...list.makers.values()]).toMatchObject([{ aaguid, name: "Kunci Ujian", isCompromised: false }]);
  });

  test("is refused under any root but the pinned one: by default that is the FIDO Alliance's", async () => {
    expect(readMakerList(await blobOf(), nowMs)).toEqual({
      ok: false,
      error: { type: "MakerListRefused", why: "untrusted" },
    });
  });

  test("is refused when its root signed it for somebody else", async () => {
    const other = { ...publisher, host: "mds.fidoalliance.org" };
    expect(readMakerList(await blobOf(), nowMs, other)).toMatchObject({ error: { why: "untrusted" } });
  });

  test("is refused when one character differs, wherever it is", async () => {
    const blob = await blobOf();
    for (let at = 0; at < blob.length; at += 97) {
      const other = blob[at] === "A" ? "B" : "A";
      expect(
        readMakerList(blob.slice(0, at) + other + blob.slice(at + 1), nowMs, publisher).ok,
        `${at}`,
      ).toBe(false);
    }
  });

  test("is refused when it names another algorithm for its key", async () => {
    const [, payload, signature] = (await blobOf()).split(".");
    for (const alg of ["none", "HS256", "RS256"]) {
      const x5c = x5cOf(signerName).map((der) => Buffer.from(der).toString("base64"));
      const header = Buffer.from(JSON.stringify({ alg, x5c })).toString("base64url");
      expect(readMakerList([header, payload, signature].join("."), nowMs, publisher)).toMatchObject({
        error: { why: "signature" },
      });
    }
  });

  test.each(["", "a.b.c", "e30.e30.e30", "not a list"])("is refused when it is %j", (text) => {
    expect(readMakerList(text, nowMs)).toMatchObject({ error: { why: "malformed" } });
  });

  test("is used past its day, with a warning", async () => {
    const list = await listOf();
    expect(isPastItsDay(list, Date.UTC(2026, 11, 31, 23))).toBe(false);
    expect(isPastItsDay(list, Date.UTC(2027, 0, 1))).toBe(true);
    expect(judgeStaffKey(strict, "hq_admin", await keyOf(deviceBound), list, Date.UTC(2027, 5, 1)).ok).toBe(
      true,
    );
  });
});

describe("a staff key", () => {
  const judge = async (
    name: string,
    role: StaffRole = "supervisor",
    policy: StaffKeyPolicy = strict,
    options: EntryOptions = {},
  ) => {
    const judged = judgeStaffKey(policy, role, await keyOf(name), await listOf(options), nowMs);
    return judged.ok ? "ok" : judged.error.why;
  };

  test("of a listed maker, on one device, is good for every role", async () => {
    for (const role of staffRoles) expect(await judge(deviceBound, role)).toBe("ok");
  });

  test("that a cloud may copy is refused from supervisor upwards, whatever the branch decides for officers", async () => {
    const lenient: StaffKeyPolicy = { kind: "device_bound", officersMaySync: true };
    for (const role of staffRoles) {
      const isAbove = ["supervisor", "branch_admin", "hq_admin"].includes(role);
      expect(await judge(synced, role, lenient)).toBe(isAbove ? "synced" : "ok");
      expect(await judge(synced, role, strict)).toBe("synced");
    }
  });

  test("of a maker that is not on the list, or not among those that count, is refused", async () => {
    const key = await keyOf(deviceBound);
    const without = { no: 1, nextUpdateMs: 0, makers: new Map() };
    for (const list of [without, undefined])
      expect(judgeStaffKey(strict, "officer", key, list, nowMs)).toMatchObject({
        error: { why: "unlisted" },
      });
    expect(await judge(deviceBound, "officer", { ...strict, aaguids: ["other"] })).toBe("unlisted");
    expect(await judge(deviceBound, "officer", { ...strict, aaguids: [key.aaguid] })).toBe("ok");
  });

  test("that says it is by a listed maker, and is not, is refused", async () => {
    const other = x5cOf(synced);
    expect(await judge(deviceBound, "officer", strict, { roots: other })).toBe("untrusted");
  });

  test("that does not say who made it is refused", async () => {
    const key = { ...(await keyOf("ES256 Credential with Self Attestation")), backupEligible: false };
    expect(judgeStaffKey(strict, "officer", key, await listOf(), nowMs)).toMatchObject({
      error: { why: "unattested" },
    });
  });

  test.each([
    "REVOKED",
    "USER_VERIFICATION_BYPASS",
    "ATTESTATION_KEY_COMPROMISE",
    "USER_KEY_REMOTE_COMPROMISE",
    "USER_KEY_PHYSICAL_COMPROMISE",
  ])("of a model whose list says %s is refused", async (status) => {
    expect(await judge(deviceBound, "officer", strict, { statuses: ["FIDO_CERTIFIED_L1", status] })).toBe(
      "compromised",
    );
  });

  test("of any sort will do in the demo", async () => {
    expect(await judge("ES256 Credential with No Attestation", "hq_admin", { kind: "anything" })).toBe("ok");
  });
});

describe("a chain of certificates", () => {
  const chain = x5cOf(deviceBound);

  test("leads to the root that signed it, or to itself where a maker lists that", () => {
    expect(chainsTo(chain, [attestationRoot], nowMs)).toBe(true);
    expect(chainsTo([...chain, attestationRoot], [attestationRoot], nowMs)).toBe(true);
    expect(chainsTo(chain, chain, nowMs)).toBe(true);
  });

  test("leads nowhere without a pinned root, though it brings one of its own", () => {
    expect(chainsTo([...chain, attestationRoot], [], nowMs)).toBe(false);
    expect(chainsTo([...chain, attestationRoot], x5cOf(synced), nowMs)).toBe(false);
    expect(chainsTo([], [attestationRoot], nowMs)).toBe(false);
  });

  test("is good only while its certificates are", () => {
    expect(chainsTo(chain, [attestationRoot], Date.UTC(2023, 0, 1))).toBe(false);
    expect(chainsTo(chain, [attestationRoot], Date.UTC(3025, 0, 1))).toBe(false);
  });

  test("is refused when it is no certificate at all", () => {
    expect(chainsTo([Buffer.from("not a certificate")], [attestationRoot], nowMs)).toBe(false);
  });
});

describe.skipIf(Bun.which("openssl") === null)(
  "a chain that a device's own certificate goes on with (openssl)",
  () => {
    const setupForged = () => {
      const dir = mkdtempSync(join(tmpdir(), "sto-chain-"));
      onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
      const make = (name: string, args: string) =>
        execFileSync(
          "openssl",
          `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name} -keyout ${name}.key -out ${name}.pem ${args}`.split(
            " ",
          ),
          { cwd: dir, stdio: "ignore" },
        );
      make("root", "-addext basicConstraints=critical,CA:TRUE");
      make("device", "-CA root.pem -CAkey root.key -addext basicConstraints=critical,CA:FALSE");
      make("forged", "-CA device.pem -CAkey device.key -addext basicConstraints=critical,CA:FALSE");
      const read = (name: string) => new X509Certificate(readFileSync(join(dir, `${name}.pem`)));
      return { root: read("root"), device: read("device"), forged: read("forged") };
    };

    test("is refused: it may sign no certificates, not even where its maker lists it in place of a root", () => {
      const { root, device, forged } = setupForged();
      const at = device.validFromDate.getTime() + 1000;
      expect(forged.verify(device.publicKey)).toBe(true);
      expect(chainsTo([device.raw], [root.raw], at)).toBe(true);
      expect(chainsTo([forged.raw, device.raw], [root.raw], at)).toBe(false);
      expect(chainsTo([forged.raw], [device.raw], at)).toBe(false);
    });
  },
);
