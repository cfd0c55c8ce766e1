import { describe, expect, test } from "vitest";
import { manualClock, seededRandom } from "./core/clock";
import { Nonces, requestAgeMsMax } from "./nonces";
import {
  authorize,
  bodyHashOf,
  ed25519Signer,
  ed25519Verifier,
  isSignedBy,
  readAuthorization,
  type RequestToSign,
} from "./request-signing";

const branch = ed25519Signer(seededRandom(1).bytes(32));
const stranger = ed25519Signer(seededRandom(2).bytes(32));
const verify = ed25519Verifier();

const asked: RequestToSign = {
  method: "POST",
  target: "/sync/v1/push?x=1",
  alias: 5,
  audience: 1,
  timeMs: 1_796_601_600_000,
  nonce: "AAAAAAAAAAAAAAAAAAAAAA",
  bodyHash: bodyHashOf([Buffer.from("body")]),
};

/** Signs one request, and shows it as if it were another. */
const isBelieved = (over: Partial<RequestToSign> = {}, key = branch.publicKey) => {
  const header = authorize(asked, branch.sign);
  const shown = { ...readAuthorization(header)!, ...over };
  return isSignedBy(key, shown, { ...asked, ...over }, verify);
};

describe("a signed request", () => {
  test("is believed as it was signed", () => {
    expect(isBelieved()).toBe(true);
  });

  test.each<[string, Partial<RequestToSign>]>([
    ["another method", { method: "GET" }],
    ["another path", { target: "/sync/v1/keys?x=1" }],
    ["another query", { target: "/sync/v1/push?x=2" }],
    ["another node's name", { alias: 6 }],
    ["another headquarters", { audience: 2 }],
    ["another time", { timeMs: asked.timeMs + 1 }],
    ["another nonce", { nonce: "BAAAAAAAAAAAAAAAAAAAAA" }],
    ["another body", { bodyHash: bodyHashOf([Buffer.from("bodY")]) }],
  ])("is not believed with %s", (_what, over) => {
    expect(isBelieved(over)).toBe(false);
  });

  test("is not believed under another key, nor under what is no key", () => {
    expect(isBelieved({}, stranger.publicKey)).toBe(false);
    expect(isBelieved({}, "")).toBe(false);
    expect(isBelieved({}, Buffer.alloc(32, 0xff).toString("base64url"))).toBe(false);
    expect(isBelieved({}, `${branch.publicKey.slice(0, -4)}`)).toBe(false);
  });

  test("with any bit of its signature changed is not believed", () => {
    const shown = readAuthorization(authorize(asked, branch.sign))!;
    for (let bit = 0; bit < 512; bit += 7) {
      const signature = Uint8Array.from(shown.signature);
      signature[bit >> 3]! ^= 1 << (bit & 7);
      expect(isSignedBy(branch.publicKey, { ...shown, signature }, asked, verify)).toBe(false);
    }
  });

  test("is read from exactly one spelling of its header", () => {
    const header = authorize(asked, branch.sign);
    expect(readAuthorization(header)).toMatchObject({ alias: 5, timeMs: asked.timeMs, nonce: asked.nonce });
    const others = [
      undefined,
      "",
      `${header} `,
      header.slice(0, -1),
      header.replace("STO-Node", "Bearer"),
      header.replace("alias=5", "alias=05"),
      header.replace("alias=5", "alias=-5"),
      header.replace(",nonce", ", nonce"),
      header.replace("time=1", "time=1e"),
      `${header},sig=x`,
      // The last letter of a signature has four bits that mean nothing: only one letter of sixteen is ours.
      `${header.slice(0, -1)}${String.fromCharCode(header.charCodeAt(header.length - 1) + 1)}`,
    ];
    expect(others.map(readAuthorization)).toEqual(others.map(() => undefined));
  });

  test("hashes its body alike however the body lies in parts", () => {
    expect(bodyHashOf([Buffer.from("bo"), Buffer.from("dy")])).toBe(asked.bodyHash);
  });
});

describe("a nonce", () => {
  const startMs = 1_796_601_600_000;

  /** HQ after it has run for a while. */
  const setupNonces = (noncesMax?: number) => {
    const clock = manualClock(startMs - requestAgeMsMax);
    const nonces = new Nonces(clock, noncesMax);
    clock.set(startMs);
    return { clock, nonces };
  };

  test("counts once per node", () => {
    const { nonces } = setupNonces();
    expect(nonces.take(5, "a", startMs)).toBe("fresh");
    expect(nonces.take(5, "a", startMs)).toBe("replayed");
    expect(nonces.take(5, "a", startMs + 1), "with another time").toBe("replayed");
    expect(nonces.take(6, "a", startMs)).toBe("fresh");
  });

  test("may be two minutes off the clock, either way, and no more", () => {
    const { clock, nonces } = setupNonces();
    clock.advance(1_000_000);
    const at = (offMs: number) => nonces.take(5, `${offMs}`, clock.nowMs() + offMs);
    expect([at(-120_000), at(120_000)]).toEqual(["fresh", "fresh"]);
    expect([at(-120_001), at(120_001)]).toEqual(["clockOff", "clockOff"]);
  });

  test("that HQ may have heard before it was started anew is not believed, not even of a clock ahead", () => {
    const clock = manualClock(startMs);
    const before = new Nonces(clock);
    expect(before.take(5, "a", before.nowMs())).toBe("fresh");
    clock.advance(600_000);
    expect(before.take(5, "b", clock.nowMs() + 60_000)).toBe("fresh");
    clock.advance(10_000);
    const after = new Nonces(clock);
    expect(after.take(5, "b", clock.nowMs() + 50_000)).toBe("clockOff");
    expect(after.take(5, "c", after.nowMs()), "with the time it tells, a node comes in at once").toBe(
      "fresh",
    );
  });

  test("is not believed again after it was forgotten, whatever HQ's own clock did between", () => {
    const { clock, nonces } = setupNonces();
    expect(nonces.take(5, "a", startMs)).toBe("fresh");
    clock.advance(365 * 86_400_000);
    expect(nonces.take(5, "b", clock.nowMs())).toBe("fresh");
    clock.set(startMs + 10);
    expect(nonces.take(5, "a", startMs)).toBe("clockOff");
    expect(nonces.take(5, "c", nonces.nowMs()), "and nobody is locked out").toBe("fresh");
  });

  test("of a flood does not fill the memory, and none of it comes in twice", () => {
    const { clock, nonces } = setupNonces(100);
    for (let n = 0; n < 1000; n++) {
      clock.advance(1);
      expect(nonces.take(5, `${n}`, nonces.nowMs())).toBe("fresh");
    }
    for (let n = 0; n < 1000; n++) expect(nonces.take(5, `${n}`, startMs + n + 1)).not.toBe("fresh");
    expect(nonces["timeMsByNonce"].size).toBeLessThanOrEqual(100);
  });

  test("of a flood signed ahead of time pulls HQ's time along, so that others still come in", () => {
    const { nonces } = setupNonces(100);
    for (let n = 0; n < 100; n++) nonces.take(5, `${n}`, startMs + 60_000);
    expect(nonces.take(6, "x", startMs)).toBe("clockOff");
    expect(nonces.take(6, "x", nonces.nowMs())).toBe("fresh");
  });
});
