import { Resvg } from "@resvg/resvg-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { loadFonts } from "../../../hardware/fonts/fonts";
import { decodePaper, hasZbar, readQr, readQrWithZbar } from "./decode.fixture";
import { lettersOf } from "./letters";
import { type TicketRenderer, ticketRenderer } from "./render";
import { svgDocument, textBlock } from "./svg";
import { sampleTicket } from "./ticket.fixture";
import { ticketTime } from "./when";
import { type TicketLanguage, type TicketWords, ticketWords } from "./words";

const languages = ["ms", "en", "zh", "ta"] as const;
const lanes = ["normal", "priority", "appointment", "employer"] as const;
/** As long as a signed slip: 219 characters of base45, QR version 8. */
const slip = `STO1:${"6BFOXN%TSMAHN-H8H5Y.C$*/+ 0123".repeat(8).slice(0, 214)}`;

let renderer: TicketRenderer;
beforeAll(async () => {
  renderer = await ticketRenderer();
});

describe("a printed ticket, read by decoders we did not write", () => {
  test.each(languages)("holds its code, in %s", async (language) => {
    const { picture, commands } = await decodePaper(renderer.bytes({ ...sampleTicket, language }));
    expect(picture.widthPx).toBe(576);
    expect(await readQr(picture)).toEqual([sampleTicket.qr?.text]);
    expect(commands.at(-1)).toBe("GS V");
    expect(new Set(commands.slice(0, -1))).toEqual(new Set(["GS v0"]));
  });

  test("holds a whole signed slip", async () => {
    const qr = { text: slip, shows: "slip" } as const;
    const { picture } = await decodePaper(renderer.bytes({ ...sampleTicket, qr }));
    expect(await readQr(picture)).toEqual([slip]);
  });

  test("still holds a code too long for one millimetre a module", async () => {
    const text = "https://example.test/".padEnd(900, "0123456789abcdef");
    const { picture } = await decodePaper(renderer.bytes({ ...sampleTicket, qr: { text, shows: "turn" } }));
    expect(await readQr(picture)).toEqual([text]);
  });

  test.skipIf(!hasZbar)("holds its code for zbar too", async () => {
    const { picture } = await decodePaper(renderer.bytes(sampleTicket));
    expect(readQrWithZbar(picture)).toBe(sampleTicket.qr?.text);
  });
});

describe("whatever the texts", () => {
  test("9: ESC and GS bytes in a name give the very same ticket", () => {
    const plain = renderer.bytes({ ...sampleTicket, branchName: "Ali bin Abu" });
    const armed = renderer.bytes({
      ...sampleTicket,
      branchName: "\u0010\u0004Ali\u001b bin\u009b Abu\u001d\n",
    });
    expect(Buffer.from(armed).equals(plain)).toBe(true);
  });

  test("any text at all is printed, or left out, but never stops a ticket", () => {
    const text = fc.string({
      unit: fc.oneof(fc.string({ unit: "binary", maxLength: 1 }), fc.constant("\ud800")),
    });
    fc.assert(
      fc.property(text, (branchName) => {
        expect(renderer.bitmap({ ...sampleTicket, branchName }).heightPx).toBeGreaterThan(1_000);
      }),
      { numRuns: 60, examples: [[""], ["\u001b"], ["\ufffe"], ["\ud800"]] },
    );
  });

  test("marks of markup are letters, not markup", async () => {
    const branchName = `<b>&amp; "Kaunter" </svg>`;
    const { picture } = await decodePaper(renderer.bytes({ ...sampleTicket, branchName }));
    expect(await readQr(picture)).toHaveLength(1);
  });

  test.each(languages)("no ink comes near the edge of the paper, in %s", (language) => {
    for (const lane of lanes) {
      const { data, heightPx } = renderer.bitmap({ ...sampleTicket, ...longestTexts, language, lane });
      const edges = Array.from(
        { length: heightPx },
        (_, y) => ((data[y * 72] ?? 0) & 0xe0) | ((data[y * 72 + 71] ?? 0) & 0x07),
      );
      expect(edges.every((dots) => dots === 0)).toBe(true);
    }
  });

  test("a copy says so, and is otherwise the same ticket", () => {
    const first = renderer.bitmap(sampleTicket);
    const copy = renderer.bitmap({ ...sampleTicket, isCopy: true });
    const tail = first.data.subarray(72 * 8);
    expect(copy.heightPx).toBeGreaterThan(first.heightPx);
    expect(Buffer.from(copy.data.subarray(-tail.length)).equals(Buffer.from(tail))).toBe(true);
  });
});

test.each(languages)("every letter of our words in %s is in our fonts", (language) => {
  const options = { font: { fontBuffers: loadFonts(), defaultFontFamily: "Inter" } };
  const drawn = (text: string) => {
    const block = textBlock(text, { x: 288, y: 0, widthPx: 576 }, { sizePx: 40, weight: "bold" });
    return Buffer.from(new Resvg(svgDocument(block), options).render().pixels).toString("latin1");
  };
  const missing = [drawn("\u9f98"), drawn("\u0416"), drawn("\u0bff")];
  const letters = new Set(lettersOf(allWords(language)).filter((letter) => letter.trim() !== ""));
  expect([...letters].filter((letter) => missing.includes(drawn(letter)))).toEqual([]);
});

const longestTexts = {
  number: "C1000",
  branchName: "Pejabat Pasport Lapangan Terbang Antarabangsa Kota Kinabalu",
  service: {
    ms: "Pas Lawatan Sosial Jangka Panjang (pasangan warganegara)",
    en: "Passport for a degree student abroad (21 or under)",
    zh: "马来西亚公民配偶长期社交访问准证更新申请与续签办理服务柜台",
    ta: "நீண்டகால சமூக வருகை அனுமதி (குடிமகனின் வாழ்க்கைத்துணை)",
  },
  wait: { from: 120, to: null },
  ahead: 128,
};

const allWords = (language: TicketLanguage): string => {
  const words: TicketWords = ticketWords[language];
  const spoken = Object.values(words).flatMap((word) => (typeof word === "string" ? [word] : []));
  const counted = [0, 1, 2].map((count) => words.people(count));
  const waits = [words.minutes({ from: 5, to: 10 }), words.minutes({ from: 60, to: null })];
  const times = Array.from({ length: 24 * 12 }, (_, i) =>
    ticketTime(Date.UTC(2027, i % 12, 1 + i / 12, i % 24), "Asia/Kuala_Lumpur", language),
  );
  return [...spoken, ...Object.values(words.lanes), ...counted, ...waits, ...times].join(" ");
};
