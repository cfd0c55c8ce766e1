import { expect, test } from "vitest";
import { deviceModels, modelName } from "./models";
import { columnsOf, drawsFor, printerModel } from "./printer/models";

test("each device of the table stands in it once, and says where it was seen", () => {
  expect(new Set(deviceModels.map(({ id }) => id)).size).toBe(deviceModels.length);
  expect(deviceModels.filter(({ seen, transports }) => seen === "" || transports.length === 0)).toEqual([]);
  expect(modelName("rongta-rp80")).toBe("Rongta RP80");
  expect(modelName("brought along")).toBe("brought along");
});

test("a picture goes where paper and line carry it within two seconds, text everywhere else", () => {
  const [wide, narrow] = [printerModel(undefined), printerModel("escpos-58mm")];
  expect([null, 9600, 115_200, 460_800].map((baud) => drawsFor(wide, baud))).toEqual([
    "picture",
    "text",
    "text",
    "picture",
  ]);
  expect(drawsFor(narrow, null)).toBe("text");
  expect([wide, printerModel("epson-tm-t88iii"), narrow].map(columnsOf)).toEqual([48, 42, 32]);
});
