/** Checkpoints and proofs as texts: what is signed, what anybody can check, and that no changed byte passes. */
import { describe, expect, test } from "vitest";
import { sha256 } from "../../sync/audit";
import { appended, type Hashes, hashLeaf, inclusionProof, rootAt } from "../../sync/core/merkle";
import { err, ok, orThrow } from "../../sync/core/result";
import { ed25519Signer, ed25519Verifier } from "../../sync/request-signing";
import { keyLine, type LogKey, openCheckpoint, originOf, readKeyLine, signCheckpoint } from "./checkpoint";
import { checkProof, proofText, readProof } from "./proof";

const signer = ed25519Signer(new Uint8Array(32).fill(7));
const key: LogKey = { origin: originOf(2), publicKey: signer.publicKey };
const verifying = { sha256, verify: ed25519Verifier() };
const signing = { sha256, sign: signer.sign };
const head = { size: 1094, root: sha256(Buffer.from("root")) };
const note = signCheckpoint(head, key, signing);

describe("a checkpoint", () => {
  test("is three lines and a signature that begins with the key's id, as the formats say", () => {
    const [origin, size, root, empty, signature, end] = note.split("\n");
    expect([origin, size, empty, end]).toEqual(["sto-edge/audit/2", "1094", "", ""]);
    expect(Buffer.from(root!, "base64")).toEqual(Buffer.from(head.root));
    const [dash, name, bytes] = signature!.split(" ");
    expect([dash, name]).toEqual(["—", "sto-edge/audit/2"]);
    const id = sha256(
      Buffer.concat([Buffer.from("sto-edge/audit/2\n\x01"), Buffer.from(signer.publicKey, "base64url")]),
    ).subarray(0, 4);
    expect(Buffer.from(bytes!, "base64").subarray(0, 4)).toEqual(Buffer.from(id));
    expect(Buffer.from(bytes!, "base64")).toHaveLength(4 + 64);
  });

  test("the format's own example is read as its authors read it", () => {
    // From c2sp.org/signed-note: the key id of the example's signature is made of name, type and key.
    const example = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    expect(readKeyLine(sha256, example)).toEqual({
      origin: "PeterNeumann",
      publicKey: "GlzZBxQ8OExB6DDFvOEqqIF-xWSaqr8sMTiLNbLXRNY",
    });
    const { publicKey } = readKeyLine(sha256, example)!;
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature =
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    const bytes = Buffer.from(signature, "base64");
    expect(bytes.subarray(0, 4).toString("hex")).toBe("c74f20a3");
    expect(verifying.verify(publicKey, Buffer.from(text), bytes.subarray(4))).toBe(true);
  });

  test("opens with its key, and says size and root", () => {
    expect(openCheckpoint(note, key, verifying)).toEqual(ok(head));
    expect(readKeyLine(sha256, keyLine(sha256, key))).toEqual(key);
  });

  test("no byte of it can be changed", () => {
    const bytes = Buffer.from(note);
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      const text = changed.toString("utf8");
      expect(openCheckpoint(text, key, verifying).ok, JSON.stringify(text)).toBe(false);
    }
  });

  test("of another log, by another key, or of no known shape is refused for what it is", () => {
    const other = ed25519Signer(new Uint8Array(32).fill(8));
    const foreign = { origin: originOf(3), publicKey: signer.publicKey };
    expect(openCheckpoint(signCheckpoint(head, foreign, signing), key, verifying)).toEqual(
      err({ type: "OtherLog", origin: "sto-edge/audit/3" }),
    );
    const stranger = { ...key, publicKey: other.publicKey };
    expect(
      openCheckpoint(signCheckpoint(head, stranger, { sha256, sign: other.sign }), key, verifying),
    ).toEqual(err({ type: "NotSigned" }));
    expect(openCheckpoint(signCheckpoint(head, key, { sha256, sign: other.sign }), key, verifying)).toEqual(
      err({ type: "BadSignature" }),
    );
    for (const text of ["", "\n\n", "a\nb\n", note.replace("1094", "01094"), note.replace("1094", "-1")])
      expect(openCheckpoint(text, key, verifying), JSON.stringify(text)).toEqual(
        err({ type: "NotACheckpoint" }),
      );
  });

  test("is believed with a witness's signature beside the log's own", () => {
    const witnessed = `${note}— witness.example ${Buffer.alloc(76, 1).toString("base64")}\n`;
    expect(openCheckpoint(witnessed, key, verifying)).toEqual(ok(head));
  });
});

describe("a proof", () => {
  const entries = Array.from({ length: 11 }, (_, at) => Buffer.from(`entry ${at}`));
  const nodes = new Map<string, Uint8Array>();
  const tree: Hashes = { sha256, get: (level, index) => nodes.get(`${level}/${index}`)! };
  for (const [size, entry] of entries.entries())
    for (const { level, index, hash } of appended(tree, size, hashLeaf(sha256, entry)))
      nodes.set(`${level}/${index}`, hash);
  const checkpoint = signCheckpoint({ size: 11, root: rootAt(tree, 11) }, key, signing);
  const textFor = (index: number) =>
    proofText({ entry: entries[index]!, index, hashes: inclusionProof(tree, index, 11), checkpoint });

  test("of every leaf is checked with the key alone, and gives the leaf back", () => {
    for (const index of entries.keys()) {
      const checked = orThrow(checkProof(textFor(index), key, verifying));
      expect(Buffer.from(checked.entry).toString()).toBe(`entry ${index}`);
      expect([checked.index, checked.head.size]).toEqual([index, 11]);
    }
  });

  test("no byte of it can be changed", () => {
    const bytes = Buffer.from(textFor(6));
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(checkProof(changed.toString("utf8"), key, verifying).ok, `byte ${at}`).toBe(false);
    }
  });

  test("of another leaf, or a leaf at another place, is refused", () => {
    const proof = readProof(textFor(6))!;
    expect(checkProof(proofText({ ...proof, entry: entries[5]! }), key, verifying)).toEqual(
      err({ type: "NotInTheTree" }),
    );
    expect(checkProof(proofText({ ...proof, index: 7 }), key, verifying)).toEqual(
      err({ type: "NotInTheTree" }),
    );
    expect(checkProof("", key, verifying)).toEqual(err({ type: "NotAProof" }));
  });
});
