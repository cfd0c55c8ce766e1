/** Laws of proofs: no way to `confirmed` with one kind, none with an old proof, none with another visit's. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindRules, mayConfirm, type Proof, type ProofKind, proofKinds } from "./kinds";

const nowMs = 1_800_000_000_000;
const visit = { session: "s1", hold: "h1", isShared: false };

const granted = proofKinds.filter((kind) => kindRules[kind].ageMsMax !== null);
const reserved: readonly ProofKind[] = ["employer", "national_id"];

const proofOf = (kinds: readonly ProofKind[]) =>
  fc.record({
    session: fc.constantFrom("s1", "s2"),
    about: fc.constantFrom("h1", "h2", ""),
    kind: fc.constantFrom(...kinds),
    ref: fc.string({ maxLength: 3 }),
    atMs: fc.integer({ min: -90, max: 5 }).map((minutes) => nowMs + minutes * 60_000),
  });

const proofsOf = (kinds: readonly ProofKind[] = proofKinds) => fc.array(proofOf(kinds), { maxLength: 12 });

const confirms = (proofs: readonly Proof[]) => mayConfirm(proofs, visit, nowMs).ok;

/** Fresh and of this very visit. */
const good = (kind: ProofKind): Proof => ({ session: "s1", about: "h1", kind, ref: "r", atMs: nowMs });

describe("a booking", () => {
  test("is confirmed by any two kinds that are granted", () => {
    for (const one of granted)
      for (const other of granted) expect(confirms([good(one), good(other)])).toBe(one !== other);
  });

  test("is never confirmed by one kind, however many proofs there are of it and however fresh", () => {
    fc.assert(
      fc.property(fc.constantFrom(...proofKinds), fc.integer({ min: 1, max: 9 }), (kind, count) => {
        const many = Array.from({ length: count }, (_, at) => ({ ...good(kind), ref: `r${at}` }));
        expect(confirms(many)).toBe(false);
      }),
    );
  });

  test("is not brought nearer by what is reserved, old, from the future, of another session or of another visit", () => {
    fc.assert(
      fc.property(proofsOf(), (proofs) => {
        const isGood = ({ session, about, kind, atMs }: Proof) => {
          const { ageMsMax, of } = kindRules[kind];
          const isFresh = ageMsMax !== null && atMs <= nowMs && nowMs - atMs <= ageMsMax;
          return isFresh && session === "s1" && (about === "h1" || (about === "" && of === "session"));
        };
        const kinds = new Set(proofs.filter(isGood).map(({ kind }) => kind));
        const confirmed = mayConfirm(proofs, visit, nowMs);
        expect(confirmed.ok).toBe(kinds.size >= 2);
        expect(new Set(confirmed.ok ? confirmed.value : confirmed.error.have)).toEqual(kinds);
      }),
      { numRuns: 500 },
    );
  });

  test("is confirmed by no proof of a kind that nothing grants yet", () => {
    fc.assert(
      fc.property(proofsOf(reserved), fc.constantFrom(...granted), (proofs, kind) => {
        expect(confirms([...proofs, good(kind), ...reserved.map(good)])).toBe(false);
      }),
    );
  });

  test("loses what grew old: a proof counts until its age and not a millisecond longer", () => {
    for (const kind of granted) {
      const ageMsMax = kindRules[kind].ageMsMax!;
      const second = good(kind === "sms" ? "email" : "sms");
      expect(confirms([second, { ...good(kind), atMs: nowMs - ageMsMax }])).toBe(true);
      expect(confirms([second, { ...good(kind), atMs: nowMs - ageMsMax - 1 }])).toBe(false);
    }
  });

  test("takes a passkey of the session for any of its visits, but a code for its own alone", () => {
    expect(confirms([{ ...good("passkey"), about: "" }, good("sms")])).toBe(true);
    expect(confirms([good("passkey"), { ...good("sms"), about: "" }])).toBe(false);
    expect(confirms([good("passkey"), { ...good("sms"), about: "h2" }])).toBe(false);
  });

  test("at a kiosk or a desk takes only what was shown for this very visit: the session is not the person's", () => {
    fc.assert(
      fc.property(proofsOf(), (proofs) => {
        const confirmed = mayConfirm(proofs, { ...visit, isShared: true }, nowMs);
        const ofVisit = proofs.filter(({ about }) => about === "h1");
        expect(confirmed).toEqual(mayConfirm(ofVisit, visit, nowMs));
      }),
    );
  });
});
