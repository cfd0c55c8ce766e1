import { writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { systemTimers } from "../../sync/core/timers";
import { isThere } from "../../.dev/peers";
import { cable } from "../pty.fixture";
import { serialLink } from "../serial-link";
import { linkScanner } from "./link-scanner";

test.skipIf(!isThere("socat"))(
  "a scanner on a serial line is heard, also after it was pulled and put back",
  async () => {
    const line = await cable();
    const link = serialLink({ path: line.ours, baud: 9600, flow: "none", timers: systemTimers });
    const scanner = linkScanner({ link, timers: systemTimers });
    onTestFinished(async () => {
      await scanner.stop();
      await line.close();
    });
    const online = (is: boolean) =>
      new Promise<void>((done) => {
        const look = () => scanner.status().online === is && done();
        scanner.onChange(look);
        look();
      });
    const next = () => new Promise<string>((heard) => scanner.onScan(({ text }) => heard(text)));
    scanner.start();
    await online(true);
    const first = next();
    writeFileSync(line.theirs, "\x02P<UTO\x03");
    expect(await first).toBe("P<UTO");

    await line.unplug();
    await online(false);
    await line.plugIn();
    await online(true);
    const second = next();
    writeFileSync(line.theirs, "02R1-XCF3");
    expect(await second).toBe("02R1-XCF3");
  },
);
