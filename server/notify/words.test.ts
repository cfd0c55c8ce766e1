import { expect, test } from "vitest";
import { seedBranches, seedServices } from "../catalogue/seed";
import { type Facts, smsLettersMax, write } from "./words";

/** The longest an appointment's day and time can be, in each language. */
const longest = {
  ms: {
    day: "Selasa, 29 September 2027",
    time: "12.30 tengah malam",
    when: "Sel, 29 September 12.30 tengah malam",
  },
  en: { day: "Wednesday, 29 September 2027", time: "12.30 am", when: "Wed, 29 September 12.30 am" },
} as const;

const factsOf = (lang: "ms" | "en", branch: string, service: string): readonly Facts[] => {
  const visit = { ref: "02R1-XCF3", branch, service, ...longest[lang] };
  const { when } = longest[lang];
  return [
    ...(["booking", "contact", "recovery", "sign_in"] as const).map((use): Facts => ({
      purpose: "code",
      use,
      code: "00012345",
    })),
    ...(["booked", "cancelled", "moved", "superseded", "office_changed"] as const).map((purpose): Facts => ({
      purpose,
      ...visit,
    })),
    { purpose: "reminder", ...visit, bring: ["MyKad"], address: "Jalan Satu" },
    { purpose: "contact_changed", when },
    { purpose: "passkey_added", when },
    { purpose: "backup_lost", when },
    { purpose: "recovery_asked", opens: when, stop: "ABCD-EFGH-JKMN" },
  ];
};

/** The letters of 3GPP TS 23.038 that count once, of those our texts may use. */
const gsm = /^[A-Za-z0-9 @£$¥èéùìòÇØøÅåÆæßÉ!"#%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà_]*$/;

test("every SMS is one message of the GSM alphabet, whichever office and language, and has no address to tap", () => {
  for (const { nameMs, nameEn } of seedBranches) {
    for (const lang of ["ms", "en"] as const) {
      for (const facts of factsOf(lang, lang === "ms" ? nameMs : nameEn, "")) {
        const { body, subject } = write("sms", lang, facts, "https://sto.example.my");
        expect(body.length, body).toBeLessThanOrEqual(smsLettersMax);
        expect(body).toMatch(gsm);
        expect(body).not.toContain("sto.example.my");
        expect(subject).toBe("");
      }
    }
  }
});

test("an office's name gives way where it is too long; the reference and the time never do", () => {
  const booked = factsOf("ms", "Pejabat ".repeat(20).trim(), "").find(({ purpose }) => purpose === "booked");
  const { body } = write("sms", "ms", booked!, "");
  expect(body).toHaveLength(smsLettersMax);
  expect(body).toContain("02R1-XCF3");
  expect(body).toContain(longest.ms.when);
  expect(body).toMatch(/\.\.\. Bawa dokumen asal\.$/);
});

test("an e-mail has the particulars, in the reader's language alone, and where to change them", () => {
  const { nameMs, nameEn } = seedBranches[0]!;
  const service = seedServices[0]!;
  for (const [lang, branch, name, other] of [
    ["ms", nameMs, service.nameMs, "Reference number"],
    ["en", nameEn, service.nameEn, "Nombor rujukan"],
  ] as const) {
    for (const facts of factsOf(lang, branch, name).filter((each) => "ref" in each)) {
      const { subject, body } = write("email", lang, facts, "https://sto.example.my");
      for (const part of ["02R1-XCF3", branch, name, longest[lang].day, longest[lang].time])
        expect(body).toContain(part);
      expect(body).toContain("https://sto.example.my/my");
      expect(body).not.toContain(other);
      expect(subject).toMatch(/^STO: \S.{3,60}$/);
    }
  }
});

test("a code is in the text and not in the subject, which a locked screen shows", () => {
  for (const lang of ["ms", "en"] as const) {
    const facts = { purpose: "code", use: "booking", code: "00012345" } as const;
    expect(write("email", lang, facts, "").subject).not.toContain("00012345");
    expect(write("email", lang, facts, "").body).toContain("00012345");
    expect(write("sms", lang, facts, "").body).toContain("00012345");
  }
});
