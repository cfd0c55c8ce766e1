import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReadDesk } from "./reading.fixture";
import { card, passport } from "./specimens";

/** What every document reader's driver keeps, whatever it speaks. */
export const readerContract = (name: string, setup: () => Promise<ReadDesk>): void => {
  describe(`${name} keeps the document reader's contract`, () => {
    let desk: ReadDesk;
    beforeEach(async () => {
      desk = await setup();
    });
    afterEach(() => desk.close());

    test("documents laid on it are told once each, line by line, with the moment they were read", async () => {
      desk.lay(passport);
      await desk.heard(1);
      desk.lay(card);
      const [first, second] = await desk.heard(2);
      expect([first?.mrz, second?.mrz]).toEqual([passport, card]);
      expect(first?.id).not.toBe(second?.id);
      expect(Math.abs(desk.timers.nowMs() - (second?.atMs ?? 0))).toBeLessThan(5_000);
    });

    test("the same document read twice within three seconds is one event, and later another one", async () => {
      desk.lay(passport);
      await desk.heard(1);
      desk.lay(passport);
      desk.lay(card);
      expect((await desk.heard(2)).map(({ mrz }) => mrz)).toEqual([passport, card]);
      desk.timers.advance(3_000);
      desk.lay(passport);
      expect((await desk.heard(3)).at(-1)?.mrz).toEqual(passport);
    });

    test("gone, it says so; back again, it goes on with the next document", async () => {
      await desk.power(false);
      await desk.when(() => !desk.reader.status().online);
      expect(desk.reader.status().error?.type).toBe("Unreachable");
      await desk.power(true);
      await desk.when(() => desk.reader.status().online);
      desk.lay(passport);
      expect((await desk.heard(1)).map(({ mrz }) => mrz)).toEqual([passport]);
    });

    test("nonsense is said to be nonsense, and the next document is read", async () => {
      desk.garble(true);
      await desk.when(() => desk.reader.status().error?.type === "Garbled");
      expect(desk.reads).toEqual([]);
      desk.garble(false);
      await desk.when(() => desk.reader.status().online);
      desk.lay(passport);
      expect((await desk.heard(1)).map(({ mrz }) => mrz)).toEqual([passport]);
      expect(desk.reader.status().error).toBeNull();
    });

    test("after stop nothing is told", async () => {
      await desk.reader.stop();
      desk.lay(passport);
      desk.timers.advance(10_000);
      expect(await desk.heard(0)).toEqual([]);
      expect(desk.reader.status()).toMatchObject({ online: false, error: { type: "Stopped" } });
    });
  });
};
