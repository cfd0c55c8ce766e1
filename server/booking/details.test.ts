import { describe, expect, test } from "vitest";
import type { Json, TestBranch } from "../testing";
import {
  confirm,
  hold,
  mykad,
  passport,
  send,
  setupOpenBranch,
  startOf,
  type Visit,
} from "./booking.fixture";

/** Tells what is wrong in a confirmation: `path code` of each field, sorted. Each person who asks has a phone of their own. */
const setupForm = async () => {
  const branch = await setupOpenBranch();
  let phones = 0;
  return (visit: Omit<Visit, "as" | "slot">, start: Parameters<typeof startOf>[2] = {}) =>
    wrongIn(branch, { ...visit, as: `phone ${phones++}`, slot: startOf(branch, 0, start).slot });
};

const wrongIn = async (branch: TestBranch, visit: Visit): Promise<readonly string[]> => {
  const held = await hold(branch, visit);
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  const bookings = () => branch.db.query<{ n: number }, []>("SELECT count(*) AS n FROM booking").get()!.n;
  const before = bookings();
  const made = await confirm(branch, visit, held.body.holdId);
  if (made.status === 201) return [];
  expect(bookings(), "nothing is half booked").toBe(before);
  await send(branch, visit.as, "DELETE", `/holds/${held.body.holdId}`);
  expect([made.status, made.body.code], JSON.stringify(made.body)).toEqual([422, "invalid_details"]);
  return made.body.errors.map(({ path, code }: Json) => `${path} ${code}`).sort();
};

describe("a citizen's details", () => {
  test("the MyKad number: a real date, twelve digits, an unknown place code is odd and not wrong", async () => {
    const wrong = await setupForm();
    for (const [number, code] of [
      ["900101-14-567", "my_kad_length"],
      ["901301-14-5678", "my_kad_date"],
      ["900230-14-5678", "my_kad_date"],
      ["90O101-14-5678", "my_kad_characters"],
      ["--- --- ---", "my_kad_empty"],
    ] as const) {
      expect(await wrong({ people: [mykad(number)] }), number).toEqual([`parties.0.document.number ${code}`]);
    }
    expect(await wrong({ people: [mykad("900101-00-5678")] })).toEqual([]);
  });

  test("every mistake of every person is told at once, by its field", async () => {
    const wrong = await setupForm();
    const people = [
      mykad("900101-14-5678", "12345"),
      mykad("1"),
      mykad("900101145678"),
      passport("C1234567"),
    ];
    const contact = { email: "siti@", phone: "12" };
    expect(await wrong({ people, rest: { contact } }, { units: 2 })).toEqual([
      "contact.email email_shape",
      "contact.phone phone_length",
      "parties.0.name name_without_letter",
      "parties.1.document.number my_kad_length",
      "parties.3.document.type document_not_for_kind",
    ]);
  });

  test("one person twice in one visit, spelt differently", async () => {
    const wrong = await setupForm();
    expect(await wrong({ people: [mykad("900101-14-5678"), mykad("９００１０１１４５６７８")] })).toEqual([
      "parties.1.document.number person_repeated",
    ]);
  });

  test("the questions of the service", async () => {
    const wrong = await setupForm();
    const visit = { service: "PMA-HILANG", people: [] as Json[] };
    const people = (answers: object) => [mykad("900101-14-5678", "SITI", { answers })];
    expect(await wrong({ ...visit, people: people({}) }, { group: "A" })).toEqual([
      "parties.0.answers.lostDate answer_missing",
      "parties.0.answers.lostWhere answer_missing",
      "parties.0.answers.policeReportNo answer_missing",
    ]);
    const typed = {
      policeReportNo: "  ",
      lostDate: "2027-01-01",
      lostWhere: "moon",
      colour: "red",
      constructor: "x",
    };
    expect(await wrong({ ...visit, people: people(typed) }, { group: "A" })).toEqual([
      "parties.0.answers.colour question_unknown",
      "parties.0.answers.constructor question_unknown",
      "parties.0.answers.lostDate answer_date_future",
      "parties.0.answers.lostWhere answer_not_offered",
      "parties.0.answers.policeReportNo answer_missing",
    ]);
  });
});

describe("a foreigner's details", () => {
  const visit = { service: "BATAL-PAS", kind: "foreigner" };
  const answers = { lastDay: "2026-12-31" };
  const group = { group: "C" };

  test("a passport's number, country and date, each by its field", async () => {
    const wrong = await setupForm();
    for (const [over, error] of [
      [{ number: "C12" }, "number document_number_length"],
      [{ number: "C12345ü7" }, "number document_number_characters"],
      [{ country: "XYZ" }, "country document_country_unknown"],
      [{ country: "" }, "country document_country_unknown"],
      [{ expiresOn: "2026-12-10" }, "expiresOn document_expires_before_visit"],
      [{ expiresOn: "2027-02-30" }, "expiresOn document_expiry_unreadable"],
      [{ expiresOn: "" }, "expiresOn document_expiry_unreadable"],
    ] as const) {
      const person = passport("C1234567");
      const people = [{ ...person, answers, document: { ...person.document, ...over } }];
      expect(await wrong({ ...visit, people }, group), JSON.stringify(over)).toEqual([
        `parties.0.document.${error}`,
      ]);
    }
  });

  test("a passport must last as long as the service asks, counted from the visit", async () => {
    const wrong = await setupForm();
    const pindah = (expiresOn: string) => {
      const person = passport("C1234567", "LAN", { answers: { oldPassportNo: "B7654321" } });
      return {
        service: "PINDAH-ENDORS",
        kind: "foreigner",
        people: [{ ...person, document: { ...person.document, expiresOn } }],
      };
    };
    expect(await wrong(pindah("2027-06-09"), group)).toEqual([
      "parties.0.document.expiresOn document_validity_short",
    ]);
    expect(await wrong(pindah("2027-06-10"), group)).toEqual([]);
  });

  test("an SPLP is typed by hand and has its own length; a permanent resident comes with a MyPR", async () => {
    const wrong = await setupForm();
    const splp = {
      document: { type: "splp", number: "SP-12", country: "IDN", expiresOn: "2027-05-01" },
      name: "BUDI",
      answers,
    };
    expect(await wrong({ ...visit, people: [splp] }, group)).toEqual([]);
    const mypr = { ...mykad("700101-71-5678"), answers };
    mypr.document.type = "mypr";
    expect(await wrong({ ...visit, people: [mypr] }, group)).toEqual([]);
  });
});

describe("an employer's details", () => {
  const employer = {
    ssm: "201901000005",
    company: "KILANG ABC",
    representative: { name: "TAN AH KOW", mykad: "800101-14-5555" },
  };
  const worker = (number: string) =>
    passport(number, "BUDI", {
      relation: "worker",
      answers: { absentSince: "2026-12-01", policeReportNo: "1/26" },
    });
  const visit = { service: "LARI", kind: "employer", people: [worker("C1234567")] };

  test("company, representative and worker each by their own rule", async () => {
    const wrong = await setupForm();
    const typed = { ssm: "2019", company: "...", representative: { name: "99", mykad: "800101" } };
    expect(
      await wrong({ ...visit, people: [worker("C1")], rest: { employer: typed } }, { group: "D" }),
    ).toEqual([
      "employer.company name_without_letter",
      "employer.representative.mykad my_kad_length",
      "employer.representative.name name_without_letter",
      "employer.ssm ssm_length",
      "parties.0.document.number document_number_length",
    ]);
  });

  test("an employer says who they are, a family does not", async () => {
    const wrong = await setupForm();
    expect(await wrong(visit, { group: "D" })).toEqual(["employer employer_missing"]);
    expect(await wrong({ people: [mykad("900101-14-5678")], rest: { employer } })).toEqual([
      "employer employer_not_asked",
    ]);
  });

  test("the company's contact is its representative's: a worker may be forgotten without losing it", async () => {
    const branch = await setupOpenBranch();
    const whole = {
      ...visit,
      as: "kilang",
      rest: { employer },
      slot: startOf(branch, 0, { group: "D" }).slot,
    };
    const held = await hold(branch, whole);
    const made = await confirm(branch, whole, held.body.holdId);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const subjects = branch.db
      .query<{ holder: string; worker: string }, []>(
        "SELECT b.subject AS holder, p.subject AS worker FROM booking b JOIN party p ON p.booking = b.id",
      )
      .get()!;
    expect(subjects.holder).not.toBe(subjects.worker);
  });
});

test("a hold is confirmed for as many people and the kind it was made for", async () => {
  const branch = await setupOpenBranch();
  const visit = {
    as: "siti",
    service: "KUTIP",
    people: [mykad("900101-14-5678", "SITI", { answers: { fileNo: "1" } })],
    slot: startOf(branch).slot,
  };
  const held = await hold(branch, visit);
  const two = await confirm(
    branch,
    { ...visit, people: [...visit.people, mykad("910101-14-5678")] },
    held.body.holdId,
  );
  expect(two.body).toMatchObject({ status: 422, code: "parties_differ", held: 1, given: 2 });
  const foreigner = await confirm(branch, { ...visit, kind: "foreigner" }, held.body.holdId);
  expect(foreigner.body).toMatchObject({
    status: 422,
    code: "kind_differs",
    held: "citizen",
    given: "foreigner",
  });
  expect((await confirm(branch, visit, held.body.holdId)).status).toBe(201);
});
