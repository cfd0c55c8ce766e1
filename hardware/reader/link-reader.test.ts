import { expect, onTestFinished, test } from "vitest";
import { readerContract } from "./contract";
import { lineDesk } from "./reading.fixture";
import { passport } from "./specimens";

readerContract("a reader that sends lines", lineDesk);

test("what sends lines alone says nothing of a chip or a picture", async () => {
  const desk = await lineDesk();
  onTestFinished(() => desk.close());
  desk.lay(passport);
  expect(await desk.heard(1)).toMatchObject([{ chip: "absent", image: null, face: null }]);
});
