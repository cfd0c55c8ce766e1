import { expect, test } from "vitest";
import { setupDesk } from "../../../hardware/printer/printing.fixture";
import { decodePaper, readQr } from "./decode.fixture";
import { ticketRenderer } from "./render";
import { sampleTicket } from "./ticket.fixture";

test("a drawn ticket goes over the wire and comes out of the printer dot for dot", async () => {
  const renderer = await ticketRenderer();
  const { printer, emulator, until, inTime, close } = await setupDesk();
  await until((s) => s.online);
  expect(await inTime(printer.print({ id: "1", bytes: renderer.bytes(sampleTicket) }))).toEqual({
    type: "printed",
  });

  const [ticket] = emulator.tickets();
  const drawn = renderer.bitmap(sampleTicket);
  expect(ticket?.bitmap).toMatchObject({ widthPx: 576, heightPx: drawn.heightPx });
  const different = drawn.data.filter((byte, i) => byte !== ticket?.bitmap.data[i]);
  // Only dots that spelled a real-time command may have been thickened.
  expect(different.every((byte) => byte === 0x10)).toBe(true);
  expect(await readQr(ticket?.bitmap ?? drawn)).toEqual([sampleTicket.qr?.text]);
  const { picture } = await decodePaper(ticket?.bytes ?? new Uint8Array());
  expect(picture.heightPx).toBe(drawn.heightPx);
  await close();
});
