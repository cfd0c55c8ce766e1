import { describe, expect, test } from "vitest";
import { quiet, readAutomatic, readRealTime, replyReader } from "./status";

const read = (...packets: number[][]) => {
  const reader = replyReader();
  return packets.flatMap((packet) => reader(Uint8Array.from(packet)));
};

describe("replies of the printer", () => {
  test("four answers in one packet are four replies", () => {
    expect(read([0x12, 0x16, 0x12, 0x1e]).map((r) => r.type)).toEqual(Array(4).fill("realTime"));
  });

  test("a status block split over four packets is one block", () => {
    expect(read([0x30], [0x00], [0x0c], [0x0f])).toEqual([
      { type: "automatic", bytes: [0x30, 0, 0x0c, 0x0f] },
    ]);
  });

  test("XOFF inside a block is no part of it", () => {
    expect(read([0x10, 0x13, 0x00, 0x11, 0x03, 0x0f])).toEqual([
      { type: "automatic", bytes: [0x10, 0, 3, 0x0f] },
    ]);
  });

  test("a block that breaks off is dropped, and the next one is read", () => {
    expect(read([0x10, 0x00, 0x10, 0x00, 0x00, 0x0f])).toEqual([
      { type: "automatic", bytes: [0x10, 0, 0, 0x0f] },
    ]);
  });

  test("a process id is read though its letters look like other replies", () => {
    expect(read([0x37, 0x22, 0x32], [0x36, 0x30, 0x7e, 0x00])).toEqual([{ type: "processId", id: "260~" }]);
  });

  test("a process id that breaks off confirms nothing", () => {
    expect(read([0x37, 0x22, 0x61, 0x62, 0x12])).toEqual([{ type: "realTime", byte: 0x12 }]);
  });
});

describe("what the bits say", () => {
  test.each([
    [1, 0x1a, { offline: true }],
    [2, 0x16, { coverOpen: true, paperStop: false }],
    [2, 0x32, { coverOpen: false, paperStop: true }],
    [3, 0x1a, { cutterError: true, broken: false, recovering: false }],
    [4, 0x1e, { paperNearEnd: true, paperEnd: false }],
    [4, 0x7e, { paperNearEnd: true, paperEnd: true }],
  ] as const)("DLE EOT %i answered %i", (about, byte, signals) => {
    expect(readRealTime(about, byte)).toEqual(signals);
  });

  test("a block of an open cover, a block of no paper, a block of peace", () => {
    expect(readAutomatic([0x38, 0, 0, 0x0f])).toEqual({ ...quiet, offline: true, coverOpen: true });
    expect(readAutomatic([0x18, 0, 0x0f, 0x0f])).toMatchObject({
      paperEnd: true,
      paperStop: true,
      coverOpen: false,
    });
    expect(readAutomatic([0x10, 0, 0, 0x0f])).toEqual(quiet);
  });
});
