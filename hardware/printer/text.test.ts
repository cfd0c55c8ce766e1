import { expect, test } from "vitest";
import { printableText, textTicket } from "./text";

test("control characters and invisible marks are dropped, letters of any script stay", () => {
  expect(printableText("Ali\u001b\u0070 \u009bAbu\u001d\u202e 陈 தமிழ்")).toBe("Alip Abu 陈 தமிழ்");
});

test("a text ticket holds no byte a printer would obey but line feeds and the cut", () => {
  const bytes = textTicket(["C047", "Ali\u001b@ bin\u001dV\u0000 José – 陈"]);
  expect(new TextDecoder().decode(bytes)).toBe("C047\nAli@ binV Jose ? ?\n\u001dVB\u0000");
});
