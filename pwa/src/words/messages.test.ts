import { expect, test } from "vitest";
import { language } from "./language";
import { defineWords, formatMessage } from "./messages";

const words = defineWords({
  greeting: { ms: "Selamat datang", en: "Welcome" },
  placesLeft: { ms: "{count} tempat lagi", en: "{count, plural, one {# place left} other {# places left}}" },
  step: { ms: "Langkah {step} daripada {total}", en: "Step {step} of {total}" },
  state: {
    ms: "{s, select, full {Penuh} other {Ada}} hari ini",
    en: "{s, select, full {Full} other {Open}} today",
  },
});

test("a sentence follows the language of the page", () => {
  language.value = "ms";
  expect(words.greeting()).toBe("Selamat datang");
  language.value = "en";
  expect(words.greeting()).toBe("Welcome");
});

test("English counts one place and two places, Malay does not bend", () => {
  language.value = "en";
  expect(words.placesLeft({ count: 1 })).toBe("1 place left");
  expect(words.placesLeft({ count: 2 })).toBe("2 places left");
  language.value = "ms";
  expect(words.placesLeft({ count: 1 })).toBe("1 tempat lagi");
});

test("a language that lacks a sentence shows the English one", () => {
  language.value = "ta";
  expect(words.step({ step: 4, total: 6 })).toBe("Step 4 of 6");
  language.value = "ms";
});

test("select picks its branch and keeps the text after it", () => {
  expect(words.state({ s: "full" })).toBe("Penuh hari ini");
  expect(words.state({ s: "open" })).toBe("Ada hari ini");
});

test("a missing argument or language does not compile", () => {
  // @ts-expect-error the count is missing
  expect(() => words.placesLeft()).toThrow("lacks {count}");
  // @ts-expect-error a sentence without arguments takes none
  words.greeting({ name: "x" });
  // @ts-expect-error English is missing
  defineWords({ alone: { ms: "Sendiri" } });
  // @ts-expect-error the two texts ask for different arguments
  defineWords({ uneven: { ms: "{a} sahaja", en: "only {b}" } });
});

test("a text that is no message is a bug, not an empty string", () => {
  expect(() => formatMessage("{count, plural, one {x}", "en", { count: 1 })).toThrow("does not parse");
});
