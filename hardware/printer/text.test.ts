import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { describe, expect, test } from "vitest";
import { printerModel } from "./models";
import { printableText, qrCode, textTicket } from "./text";

const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const [head, tail] = ["\u001ba\u0001", "\u001dVB\u0000"];

test("control characters and invisible marks are dropped, letters of any script stay", () => {
  expect(printableText("Ali\u001b\u0070 \u009bAbu\u001d\u202e 陈 தமிழ்")).toBe("Alip Abu 陈 தமிழ்");
});

describe("a text ticket", () => {
  test("holds no byte of a name that a printer would obey", () => {
    const bytes = textTicket(["C047", "Ali\u001b@ bin\u001dV\u0000 José – 陈"]);
    expect(asText(bytes)).toBe(`${head}C047\nAli@ binV Jose - ?\n${tail}`);
  });

  test("breaks lines between words, at the width of its paper and its letters", () => {
    const narrow = printerModel("escpos-58mm");
    expect(asText(textTicket(["Pejabat Imigresen Kelana Jaya Selangor"], narrow))).toBe(
      `${head}Pejabat Imigresen Kelana Jaya\nSelangor\n${tail}`,
    );
    expect(asText(textTicket([{ text: "C 047 XYZW", size: 4 }], narrow))).toBe(
      `${head}\u001d!3C 047\nXYZW\n\u001d!\u0000${tail}`,
    );
  });

  test("asks for its code with the bytes that an encoder of others makes", () => {
    const url = "http://localhost:8081/ticket/019503d2-7c1f-7a51-9d2e-51f0c3a9b7de";
    const theirs = new ReceiptPrinterEncoder({ language: "esc-pos" })
      .qrcode(url, { model: 2, size: 5, errorlevel: "m" })
      .encode();
    expect(asText(theirs)).toContain(asText(qrCode(url)));
  });

  test("leaves the code out on a model that has none", () => {
    expect(asText(textTicket(["C047", { qr: "http://x" }], printerModel("epson-tm-t88iii")))).toBe(
      `${head}C047\n${tail}`,
    );
  });
});
