/** What the emulated printer says of itself, as bytes. The bits are those of Epson's manuals, written down anew here. */
export interface PrinterState {
  readonly powered: boolean;
  readonly frozen: boolean;
  readonly paper: "ok" | "near_end" | "out";
  readonly cover: "open" | "closed";
}

/** It takes no print data now, and says it is offline. */
export const isStopped = ({ paper, cover }: PrinterState): boolean => paper === "out" || cover === "open";

/** The answer to DLE EOT `about`. */
export const realTimeReply = (about: number, state: PrinterState): Uint8Array => {
  const out = state.paper === "out";
  const fixed = 0x12;
  if (about === 1) return Uint8Array.of(fixed | (isStopped(state) ? 0x08 : 0));
  if (about === 2) return Uint8Array.of(fixed | (state.cover === "open" ? 0x04 : 0) | (out ? 0x20 : 0));
  if (about === 4) return Uint8Array.of(fixed | (state.paper === "ok" ? 0 : 0x0c) | (out ? 0x60 : 0));
  return Uint8Array.of(fixed);
};

/** The block that GS a asks for: printer, errors, paper, reserved. */
export const automaticReply = (state: PrinterState): Uint8Array => {
  const printer = 0x10 | (isStopped(state) ? 0x08 : 0) | (state.cover === "open" ? 0x20 : 0);
  return Uint8Array.of(printer, 0, { ok: 0x00, near_end: 0x03, out: 0x0f }[state.paper], 0x0f);
};

/** The answer to GS ( H function 48. */
export const processIdReply = (id: Uint8Array): Uint8Array => Uint8Array.of(0x37, 0x22, ...id, 0);

/** The answer to GS r 1, given in its turn. */
export const paperReply = (state: PrinterState): Uint8Array =>
  Uint8Array.of(state.paper === "ok" ? 0x00 : 0x03);

/** The answer to GS I: maker, model, else firmware. */
export const identityReply = (about: number): Uint8Array => {
  const name = about === 66 ? "EPSON" : about === 67 ? "TM-EMULATED" : "1.00";
  return Uint8Array.of(0x5f, ...new TextEncoder().encode(name), 0);
};
