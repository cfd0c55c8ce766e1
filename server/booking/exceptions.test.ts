import { expect, test } from "vitest";
import { book, detailsOf, hold, mykad, send, setupOpenBranch, startOf } from "./booking.fixture";

test("a supervisor sees what each officer vouched for: documents, papers, and documents that were another's", async () => {
  const branch = await setupOpenBranch();
  const rohani = "officer:rohani";
  // One at Rohani's desk and one at a kiosk, both with nothing but paper.
  const desk = { as: rohani, people: [mykad("900101-14-4672")], slot: startOf(branch, 0).slot };
  expect((await book(branch, desk)).status).toBe(201);
  const kiosk = { as: "kiosk:1", people: [mykad("910202-10-5567")], slot: startOf(branch, 1).slot };
  const { holdId } = (await hold(branch, kiosk)).body;
  await send(branch, "kiosk:1", "POST", `/holds/${holdId}/visit`, detailsOf({ people: kiosk.people }));
  const { onScreen } = (await send(branch, "kiosk:1", "POST", `/holds/${holdId}/paper`, {})).body.paper;
  const check = (number: string) =>
    send(branch, rohani, "POST", `/visits/${holdId}/check`, {
      code: onScreen,
      document: { type: "mykad", number },
    });
  expect((await check("900101-14-4672")).body.code).toBe("document_differs");
  expect((await check("910202-10-5567")).status).toBe(201);
  // Who books on their own phone is nobody's word.
  await book(branch, { as: "siti", people: [mykad("920303-01-5512")], slot: startOf(branch, 2).slot });

  const list = async (date: string, as = "supervisor:azlina") =>
    branch.call("GET", `/branch/exceptions?date=${date}`, undefined, { as });
  expect((await list("2026-12-07")).body.items).toEqual([
    { officer: "rohani", name: expect.any(String), seen: 2, onPaper: 2, differed: 1 },
  ]);
  expect((await list("2026-12-06")).body.items).toEqual([]);
  expect((await list("2026-12-07", rohani)).status).toBe(403);
});
