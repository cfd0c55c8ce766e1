import { expect, test } from "vitest";
import { printerModel } from "../../../hardware/printer/models";
import { textTicket } from "../../../hardware/printer/text";
import { decodePaper, readQr } from "./decode.fixture";
import type { ProofPaper } from "./proof-paper";
import { ticketRenderer } from "./render";
import { textLines } from "./text-paper";

const proof: ProofPaper = {
  paper: "proof",
  language: "ms",
  kind: "entry",
  name: "SITI BINTI AHMAD",
  document: "MYS *****5678",
  branchName: "Kompleks Sultan Abu Bakar",
  lane: "Masuk 1",
  atMs: Date.UTC(2027, 1, 11, 2, 14),
  timeZone: "Asia/Kuala_Lumpur",
  // As long as a real one.
  qr: `STOM1:${"6BF1 A7$Z*".repeat(29)}`,
};

test("a proof says who, when, where and through which lane, and its code is read off the paper", async () => {
  const renderer = await ticketRenderer();
  const { picture } = await decodePaper(renderer.bytes(proof));
  expect(await readQr(picture)).toEqual([proof.qr]);
});

test("in a printer's own letters it says the same, the person's language first", () => {
  const words = (paper: ProofPaper) =>
    textLines(paper).map((line) => (typeof line === "string" ? line : "text" in line ? line.text : line.qr));
  expect(words(proof)).toEqual([
    "Bukti masuk ke Malaysia",
    "Proof of entry into Malaysia",
    "",
    "Khamis, 11 Februari 2027",
    "Thursday, 11 February 2027",
    "10.14 pagi",
    "10.14 am",
    "",
    "Nama - Name",
    "SITI BINTI AHMAD",
    "Dokumen - Document",
    "MYS *****5678",
    "Tempat - Place",
    "Kompleks Sultan Abu Bakar",
    "Lorong - Lane",
    "Masuk 1",
    proof.qr,
    "Imbas untuk menyemak",
    "Scan to check",
  ]);
  const exit = words({ ...proof, language: "en", kind: "exit", lane: null });
  expect(exit[0]).toBe("Proof of exit from Malaysia");
  expect(exit).not.toContain("Lorong - Lane");
  const bytes = textTicket(textLines(proof), printerModel("escpos-80mm"));
  expect(Buffer.from(bytes).includes("?")).toBe(false);
});
