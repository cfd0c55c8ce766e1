import { describe, expect, test } from "vitest";
import { askProcessId, askRealTime, rasterTicket } from "./escpos";

describe("ESC/POS bytes", () => {
  test("a picture goes out in bands of 64 rows, then the cut", () => {
    const bytes = rasterTicket({ widthPx: 16, heightPx: 65, data: new Uint8Array(130).fill(0xaa) });
    expect([...bytes.subarray(0, 8)]).toEqual([0x1d, 0x76, 0x30, 0, 2, 0, 64, 0]);
    expect([...bytes.subarray(8 + 128, 8 + 128 + 10)]).toEqual([0x1d, 0x76, 0x30, 0, 2, 0, 1, 0, 0xaa, 0xaa]);
    expect([...bytes.subarray(-4)]).toEqual([0x1d, 0x56, 66, 0]);
  });

  test("dots that spell a real-time command are changed by one dot", () => {
    const data = Uint8Array.of(0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10);
    const bytes = rasterTicket({ widthPx: 64, heightPx: 1, data });
    expect([...bytes.subarray(8, 16)]).toEqual([0x30, 0x04, 0x30, 0x05, 0x30, 0x14, 0x10, 0x10]);
    expect(data[0]).toBe(0x10);
  });

  test("questions are the manual's bytes", () => {
    expect([...askRealTime(4)]).toEqual([0x10, 0x04, 4]);
    expect([...askProcessId("0a~ ")]).toEqual([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x30, 0x61, 0x7e, 0x20]);
    expect(() => askProcessId("né12")).toThrow();
  });
});
