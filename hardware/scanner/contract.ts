import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ScanDesk } from "./scanning.fixture";

/** What every scanner driver keeps, whatever its line. */
export const scannerContract = (name: string, setup: () => Promise<ScanDesk>): void => {
  describe(`${name} keeps the scanner's contract`, () => {
    let desk: ScanDesk;
    beforeEach(async () => {
      desk = await setup();
    });
    afterEach(() => desk.close());

    test("what is held to it is told, in a frame, with CR behind it, and with nothing behind it", async () => {
      desk.emulator.frame("STO1:6BF");
      expect(await desk.heard(1)).toEqual(["STO1:6BF"]);
      desk.emulator.lines("02R1-XCF3");
      expect(await desk.heard(2)).toEqual(["STO1:6BF", "02R1-XCF3"]);
      desk.emulator.raw(Buffer.from("7KJ2-0001"));
      expect((await desk.heard(3)).at(-1)).toBe("7KJ2-0001");
      expect(desk.scanner.status()).toMatchObject({ online: true, error: null });
    });

    test("read twice within three seconds it is one event, and later another one", async () => {
      for (let i = 0; i < 3; i++) desk.emulator.frame("02R1-XCF3");
      desk.emulator.frame("END1");
      expect(await desk.heard(2)).toEqual(["02R1-XCF3", "END1"]);
      desk.timers.advance(3_000);
      desk.emulator.frame("02R1-XCF3");
      expect((await desk.heard(3)).at(-1)).toBe("02R1-XCF3");
    });

    test("noise is said to be noise until the next good scan", async () => {
      desk.emulator.raw(Uint8Array.of(0xff, 0x80, 0x41, 0x03));
      await desk.when(() => desk.scanner.status().error?.type === "Garbled");
      expect(desk.texts).toEqual([]);
      desk.emulator.frame("02R1-XCF3");
      expect(await desk.heard(1)).toEqual(["02R1-XCF3"]);
      expect(desk.scanner.status().error).toBeNull();
    });

    test("pulled out in the middle of a scan and put in again, it goes on with the next scan, whole", async () => {
      desk.emulator.raw(Buffer.from("\x02HALF"));
      await desk.emulator.power(false);
      await desk.when(() => !desk.scanner.status().online);
      expect(desk.scanner.status().error?.type).toBe("Unreachable");
      await desk.emulator.power(true);
      await desk.when(() => desk.scanner.status().online && desk.emulator.connected);
      desk.emulator.frame("02R1-XCF3");
      expect(await desk.heard(1)).toEqual(["02R1-XCF3"]);
    });

    test("after stop nothing is told, and it says that it was stopped", async () => {
      await desk.scanner.stop();
      desk.emulator.frame("02R1-XCF3");
      desk.timers.advance(5_000);
      expect(await desk.heard(0)).toEqual([]);
      expect(desk.scanner.status()).toMatchObject({ online: false, error: { type: "Stopped" } });
    });
  });
};
