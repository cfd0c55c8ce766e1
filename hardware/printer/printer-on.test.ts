import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { printerContract } from "./contract";
import { isThere } from "../../.dev/peers";
import { type Desk, sampleJob, setupCableDesk, setupDesk } from "./printing.fixture";

printerContract("a printer that confirms by process id", () => setupDesk());
printerContract("a printer without process ids", () => setupDesk({ processId: false }));
printerContract("a printer that dribbles its answers", () => setupDesk({ dribble: true }));
printerContract("a slow printer with a small buffer", () =>
  setupDesk({ rowsPerSecond: 1_200, bufferBytesMax: 4_096 }),
);

describe.skipIf(!isThere("socat"))("over a cable", () => {
  printerContract("a USB printer", () => setupCableDesk("usb"));
  printerContract("a serial printer", () => setupCableDesk("serial"));

  test("a printer pulled in the middle of a ticket makes it suspect; put back, it prints the next", async () => {
    const { printer, emulator, line, when, until, inTime, close } = await setupCableDesk("usb");
    await until((s) => s.online);
    emulator.failAfterRows(100, "freeze");
    const half = printer.print(sampleJob("C047"));
    await when(() => emulator.state().frozen);
    await line.unplug();
    expect(await inTime(half)).toMatchObject({ type: "suspect", reason: { type: "ConnectionLost" } });
    emulator.thaw();
    await line.plugIn();
    await until((s) => s.online);
    expect(await inTime(printer.print(sampleJob("C048")))).toEqual({ type: "printed" });
    await close();
  });

  test("a cable that takes bytes and hands on none is found by the deadline", async () => {
    const { line, until, close } = await setupCableDesk("usb");
    await until((s) => s.online);
    line.stall();
    const { error } = await until((s) => !s.online);
    expect(error).toMatchObject({ type: "ConnectionLost", cause: "no answer within 1000 ms" });
    line.goOn();
    await until((s) => s.online);
    await close();
  });
});

describe("when the printer fails", () => {
  let desk: Desk;
  afterEach(() => desk.close());
  const ready = async (options: Parameters<typeof setupDesk>[0] = {}) => {
    desk = await setupDesk(options);
    await desk.until((s) => s.online);
    return desk;
  };

  test("1: paper that ends half way makes the job suspect, and new paper does not print it again", async () => {
    const { printer, emulator, inTime, until } = await ready();
    emulator.failAfterRows(200, "paper");
    const outcome = await inTime(printer.print(sampleJob("C047")));
    expect(outcome).toEqual({ type: "suspect", reason: { type: "PaperOut" } });
    expect(printer.status()).toMatchObject({ online: false, paper: "out" });

    emulator.setPaper("ok");
    await until((s) => s.online);
    await inTime(printer.print(sampleJob("COPY")));
    const whole = emulator.tickets().filter((ticket) => ticket.bitmap.heightPx === 400);
    expect(whole).toHaveLength(1);
  });

  test("2: paper near its end prints on and is told once", async () => {
    const { printer, emulator, inTime, until } = await ready();
    const seen: string[] = [];
    printer.onEvent(({ before, now }) => seen.push(`${before.paper} -> ${now.paper}`));
    emulator.setPaper("near_end");
    await until((s) => s.paper === "near_end");
    expect(await inTime(printer.print(sampleJob("C047")))).toEqual({ type: "printed" });
    expect(await inTime(printer.print(sampleJob("C048")))).toEqual({ type: "printed" });
    expect(seen).toEqual(["ok -> near_end"]);
  });

  test("3: a line that stays open and silent is found by the deadline, and the job is suspect", async () => {
    const { printer, emulator, inTime, until } = await ready();
    emulator.failAfterRows(100, "freeze");
    const outcome = await inTime(printer.print(sampleJob("C047")));
    expect(outcome).toMatchObject({ type: "suspect", reason: { type: "ConnectionLost" } });
    expect(printer.status().online).toBe(false);

    emulator.thaw();
    await until((s) => s.online);
    expect(await inTime(printer.print(sampleJob("COPY")))).toEqual({ type: "printed" });
    expect(emulator.tickets().at(-1)).toMatchObject({ whole: true });
  });

  test("3: an idle line gone silent is known within three seconds", async () => {
    const { printer, emulator, until } = await ready();
    emulator.freeze();
    const lost = await until((s) => !s.online);
    expect(lost.error).toMatchObject({ type: "ConnectionLost", cause: "no answer within 1000 ms" });
    expect(lost.lastSeenMs).toBe(printer.status().lastSeenMs);
  });

  test("4: power lost half way makes the job suspect; back on, the printer is set up anew and prints", async () => {
    const { printer, emulator, inTime, until } = await ready();
    emulator.failAfterRows(100, "power");
    const outcome = await inTime(printer.print(sampleJob("C047")));
    expect(outcome).toMatchObject({ type: "suspect", reason: { type: "ConnectionLost" } });
    await until((s) => s.error?.type === "Unreachable");
    const refused = await inTime(printer.print(sampleJob("C048")));
    expect(refused).toMatchObject({ type: "refused", reason: { cause: "ECONNREFUSED" } });

    await emulator.power(true);
    await until((s) => s.online);
    expect(await inTime(printer.print(sampleJob("C048")))).toEqual({ type: "printed" });
    emulator.setPaper("near_end");
    await until((s) => s.paper === "near_end");
  });

  test("5: a suspect job asked for again gets the same answer and no second ticket", async () => {
    const { printer, emulator, inTime, until } = await ready();
    emulator.failAfterRows(399, "freeze");
    const outcome = await inTime(printer.print(sampleJob("C047")));
    emulator.thaw();
    await until((s) => s.online);
    expect(await inTime(printer.print(sampleJob("C047")))).toEqual(outcome);
    const whole = emulator.tickets().filter((ticket) => ticket.whole);
    expect(whole.length).toBeLessThanOrEqual(1);
  });

  test("6: a cover open before the first byte refuses the job, and closing it is enough", async () => {
    const { printer, emulator, inTime, until } = await ready();
    emulator.setCover("open");
    const outcome = await inTime(printer.print(sampleJob("C047")));
    expect(outcome).toEqual({ type: "refused", reason: { type: "CoverOpen" } });
    emulator.setCover("closed");
    await until((s) => s.online);
    expect(emulator.tickets()).toEqual([]);
  });

  test("7: a printer held by another computer is unreachable, and says so", async () => {
    const holder = await ready();
    const { printer, until, inTime } = await setupDesk({}, holder.emulator);
    const { error } = await until((s) => s.error?.type === "Unreachable");
    expect(error).toMatchObject({ cause: "no answer within 1000 ms; another computer may hold the printer" });

    await inTime(holder.printer.stop());
    await until((s) => s.online);
    await printer.stop();
  });

  test("a picture that an earlier owner left half sent does not swallow the next ticket", async () => {
    const { printer, emulator, until, inTime, when } = await ready();
    await printer.stop();
    await when(() => !emulator.state().connected);
    const job = sampleJob("C047");
    const clumsy = connect(emulator.port, emulator.host, () => clumsy.end(job.bytes.subarray(0, 1_000)));
    await when(() => clumsy.closed && !emulator.state().connected);

    printer.start();
    await until((s) => s.online);
    expect(await inTime(printer.print(job))).toEqual({ type: "printed" });
    const paper = emulator.tickets()[0]?.bitmap.data ?? new Uint8Array();
    await inTime(printer.print({ ...job, id: "again" }));
    const alone = emulator.tickets()[1]?.bitmap.data ?? new Uint8Array();
    expect(alone).toHaveLength(400 * 72);
    expect(Buffer.from(paper.subarray(-alone.length)).equals(alone)).toBe(true);
  });

  test("8: noise on the line changes nothing", async () => {
    const { printer, emulator, inTime } = await ready();
    const job = printer.print(sampleJob("C047"));
    emulator.say(Uint8Array.from({ length: 300 }, (_, i) => 0x80 | (i & 0x7f)));
    expect(await inTime(job)).toEqual({ type: "printed" });
    expect(printer.status()).toMatchObject({ online: true, paper: "ok", cover: "closed" });
  });
});
