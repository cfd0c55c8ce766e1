import { describe, expect, test } from "vitest";
import { brokenField, type Outgoing } from "./channel";

const outgoing: Outgoing = {
  id: "1",
  purpose: "booked",
  to: "siti@contoh.example",
  subject: "Janji temu",
  body: "Satu\nDua",
  atMs: 0,
  untilMs: null,
};
const breaks = ["\r\nbcc: all@contoh.example", "\n", "\r", "\u0000", "\u2028x", "\u0085x"];

describe("a field of a message", () => {
  test("that ends its line, or begins another one, never leaves: address, subject and number", () => {
    for (const more of breaks) {
      const to = outgoing.to + more;
      expect(brokenField("email", { ...outgoing, to }), JSON.stringify(to)).toMatchObject({
        field: "to",
      });
      const subject = outgoing.subject + more;
      expect(brokenField("email", { ...outgoing, subject })).toMatchObject({ field: "subject" });
      const number = `+60123987654${more}`;
      expect(brokenField("sms", { ...outgoing, to: number })).toMatchObject({ field: "to" });
    }
  });

  test("names one address, not several", () => {
    for (const to of ["a@b.example,c@d.example", "a@b.example c@d.example", "<a@b.example>", "a@b@c", "a"])
      expect(brokenField("email", { ...outgoing, to }), to).toMatchObject({ field: "to" });
  });

  test("that is as it should be goes out", () => {
    expect(brokenField("email", outgoing)).toBeUndefined();
    expect(brokenField("sms", { ...outgoing, to: "+60123987654" })).toBeUndefined();
  });
});
