import { encode } from "cborg";
import { create } from "qrcode";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../sync/core/clock";
import { orThrow } from "../../sync/core/result";
import { identityKey } from "../applicants/identity";
import { base45Decode, base45Encode } from "./slip-base45";
import { decodeSlip, encodeSlip, holderHash, type Slip } from "./slip-codec";
import { coseEncode, coseToBeSigned } from "./slip-cose";
import { sha256, slipKeyring, slipSigner } from "./slip-keys";
import { bytesToReference, referenceToBytes } from "./slip-reference";

const random = seededRandom(4);
const signer = slipSigner(random.bytes(32));
const findKey = slipKeyring([signer]);
const salt = random.bytes(16);
const slip: Slip = {
  branch: "SGR-HQ1",
  reference: "7K3MZ0QX",
  service: "EP",
  startsAtMin: 30_041_550,
  bookingId: random.bytes(16),
  rev: 1,
  salt,
  holderHash: holderHash(sha256, salt, identityKey("MYS", "mykad", "900101145678")),
  expiresAtMin: 30_042_000,
};
const beforeMs = slip.startsAtMin * 60_000;
/** A text with this payload, signed by the right key: only the payload can be refused. */
const textOf = (payload: Uint8Array) =>
  "STO1:" +
  base45Encode(
    coseEncode({ kid: signer.kid, payload, signature: signer.sign(coseToBeSigned(signer.kid, payload)) }),
  );
const refusal = (text: string, nowMs = beforeMs) => {
  const decoded = decodeSlip(text, findKey, nowMs);
  return decoded.ok ? "accepted" : decoded.error.type;
};

describe("a slip", () => {
  test("comes back as it was written", () => {
    expect(orThrow(decodeSlip(encodeSlip(slip, signer), findKey, beforeMs))).toEqual(slip);
  });

  test("is the same text every time it is signed", () => {
    expect(encodeSlip(slip, signer)).toBe(encodeSlip(slip, signer));
  });

  test.each([
    ["EP", 242],
    ["PLSJP-PASANGAN", 260],
  ])("for %s has %i characters and fits QR version 9 at level M", (service, chars) => {
    const text = encodeSlip({ ...slip, service }, signer);
    expect(text).toHaveLength(chars);
    const { version, segments } = create(text, { errorCorrectionLevel: "M" });
    expect(version).toBe(9);
    expect(segments).toHaveLength(1);
  });

  test("survives the Enter that a scanner adds", () => {
    expect(refusal(`${encodeSlip(slip, signer)}\r\n`)).toBe("accepted");
  });

  test("holds neither the document number nor its unsalted hash", () => {
    const key = identityKey("MYS", "mykad", "900101145678");
    expect(slip.holderHash).toHaveLength(16);
    expect(slip.holderHash).not.toEqual(sha256(new TextEncoder().encode(key)).slice(0, 16));
    expect(slip.holderHash).toEqual(holderHash(sha256, salt, identityKey("mys", "mykad", "900101-14-5678")));
  });
});

describe("a slip is refused", () => {
  const good = encodeSlip(slip, signer);

  test("when it is not a slip at all", () => {
    expect(refusal("https://example.gov.my/book")).toBe("SlipNotRecognised");
    expect(refusal("")).toBe("SlipNotRecognised");
    expect(refusal("STO1")).toBe("SlipNotRecognised");
  });

  test("when a later program wrote it, naming the version", () => {
    expect(decodeSlip(good.replace("STO1:", "STO2:"), findKey, beforeMs)).toEqual({
      ok: false,
      error: { type: "SlipVersionUnknown", version: "2" },
    });
  });

  test("when a character cannot stand in base45, naming where", () => {
    expect(decodeSlip(`${good.slice(0, 20)}a${good.slice(21)}`, findKey, beforeMs)).toEqual({
      ok: false,
      error: { type: "SlipBase45", at: 20 },
    });
  });

  test("when it is longer than any slip, before it is decoded", () => {
    expect(refusal(`STO1:${"0".repeat(768)}`)).toBe("SlipMalformed");
    expect(refusal(`STO1:${"0".repeat(771)}`)).toBe("SlipTooLarge");
  });

  test("when it nests deeper than a slip", () => {
    const deep = new Uint8Array(400).fill(0x81);
    expect(refusal(`STO1:${base45Encode(deep)}`)).toBe("SlipTooDeep");
    expect(refusal(textOf(deep))).toBe("SlipTooDeep");
  });

  test("when the same content is written another way", () => {
    const fields = [
      slip.branch,
      orThrowUndefined(referenceToBytes(slip.reference)),
      slip.service,
      slip.startsAtMin,
      slip.bookingId,
      slip.rev,
      slip.salt,
      slip.holderHash,
    ];
    expect(refusal(textOf(encode([...fields, 450])))).toBe("accepted");
    // Strict decoding finds long integers; only writing it again finds a float.
    expect(refusal(textOf(encode([...fields, 450], { float64: true })))).toBe("accepted");
    const asFloat = Uint8Array.from([...encode([...fields, 450]).slice(0, -3), 0xf9, 0x5f, 0x08]);
    expect(refusal(textOf(asFloat))).toBe("SlipNotCanonical");
    const asLong = Uint8Array.from([...encode([...fields, 450]).slice(0, -3), 0x1a, 0, 0, 1, 0xc2]);
    expect(refusal(textOf(asLong))).toBe("SlipMalformed");
  });

  test("when an unprotected header was slipped in", () => {
    const bytes = orThrow(base45Decode(good.slice(5)));
    const at = 1 + 1 + 9;
    expect(bytes[at]).toBe(0xa0);
    const withHeader = Uint8Array.from([
      ...bytes.slice(0, at),
      0xa1,
      0x61,
      0x78,
      0x01,
      ...bytes.slice(at + 1),
    ]);
    expect(refusal(`STO1:${base45Encode(withHeader)}`)).toBe("SlipNotCanonical");
  });

  test("when nobody knows its key, naming the key", () => {
    const stranger = slipSigner(random.bytes(32));
    expect(decodeSlip(encodeSlip(slip, stranger), findKey, beforeMs)).toEqual({
      ok: false,
      error: { type: "SlipKeyUnknown", kid: stranger.kid },
    });
  });

  test("when another key signed under a known name", () => {
    const forger = { ...slipSigner(random.bytes(32)), kid: signer.kid };
    expect(refusal(encodeSlip(slip, forger))).toBe("SlipSignatureBad");
  });

  test("when a signed payload is not a slip's", () => {
    expect(refusal(textOf(encode(["SGR-HQ1"])))).toBe("SlipMalformed");
    expect(refusal(textOf(encode("SGR-HQ1")))).toBe("SlipMalformed");
    expect(refusal(textOf(Uint8Array.from([0xff])))).toBe("SlipMalformed");
  });

  test("from the minute it expires, and still says which visit it was for", () => {
    const expiryMs = slip.expiresAtMin * 60_000;
    expect(refusal(good, expiryMs - 1)).toBe("accepted");
    expect(decodeSlip(good, findKey, expiryMs)).toEqual({ ok: false, error: { type: "SlipExpired", slip } });
  });
});

test("a slip that breaks its own limits is a bug, not a refusal", () => {
  expect(() => encodeSlip({ ...slip, branch: "lower case" }, signer)).toThrow("not a slip");
  expect(() => encodeSlip({ ...slip, reference: "7K3MZ0QI" }, signer)).toThrow("not a slip");
  expect(() => encodeSlip({ ...slip, salt: random.bytes(8) }, signer)).toThrow("not a slip");
  expect(() => encodeSlip({ ...slip, expiresAtMin: slip.startsAtMin - 1 }, signer)).toThrow("not a slip");
});

test("the examples of RFC 9285 hold", () => {
  const utf8 = new TextEncoder();
  expect(base45Encode(utf8.encode("AB"))).toBe("BB8");
  expect(base45Encode(utf8.encode("Hello!!"))).toBe("%69 VD92EX0");
  expect(base45Encode(utf8.encode("base-45"))).toBe("UJCLQE7W581");
  expect(new TextDecoder().decode(orThrow(base45Decode("QED8WEX0")))).toBe("ietf!");
  expect(base45Decode("FGW")).toEqual({ ok: true, value: Uint8Array.from([0xff, 0xff]) });
  expect(base45Decode("GGW")).toEqual({ ok: false, error: { type: "Base45", at: 0 } });
  expect(base45Decode(":::")).toEqual({ ok: false, error: { type: "Base45", at: 0 } });
  expect(base45Decode("BB8:")).toEqual({ ok: false, error: { type: "Base45", at: 3 } });
});

test("a reference is its five bytes", () => {
  expect(bytesToReference(Uint8Array.from([0, 0, 0, 0, 1]))).toBe("00000001");
  expect(bytesToReference(Uint8Array.from([255, 255, 255, 255, 255]))).toBe("ZZZZZZZZ");
  expect(bytesToReference(orThrowUndefined(referenceToBytes("7K3MZ0QX")))).toBe("7K3MZ0QX");
  expect(referenceToBytes("7K3MZ0Q")).toBeUndefined();
});

test("a slip key is what RFC 8032 test 1 says", () => {
  const first = slipSigner(
    Uint8Array.from(Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex")),
  );
  expect(Buffer.from(first.publicKey).toString("hex")).toBe(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  );
  expect(Buffer.from(first.sign(new Uint8Array(0))).toString("hex")).toMatch(
    /^e5564300c360ac729086e2cc806e828a/,
  );
});

const orThrowUndefined = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("expected a value");
  return value;
};
