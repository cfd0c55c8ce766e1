/**
 * Ticket printers that are known, as data. None of them has been touched by us: where a fact comes from stands beside it, and what is
 * not known for sure the driver finds out itself (`probe`).
 */
import type { EscposPrinterOptions } from "./escpos-printer";

export type Transport = "tcp" | "usb" | "serial";

export interface PrinterModel {
  readonly kind: "printer";
  /** As the configuration names it. */
  readonly id: string;
  readonly name: string;
  readonly transports: readonly Transport[];
  /** How it says that a job is on paper. */
  readonly confirmation: NonNullable<EscposPrinterOptions["confirmation"]>;
  /** Dots across its paper. Pictures are 576 wide: a narrower one gets text. */
  readonly widthPx: number;
  /** Draws a QR code from its text (`GS ( k`). */
  readonly qr: boolean;
  /** Taken in ahead of printing; a full buffer stops reading, questions included. Null: not known. */
  readonly bufferBytes: number | null;
  readonly speedMmPerSecond: number | null;
  /** Where it was seen. */
  readonly seen: string;
}

export const printerModels: readonly PrinterModel[] = [
  {
    kind: "printer",
    id: "escpos-80mm",
    name: "ESC/POS, 80 mm, 203 dpi",
    transports: ["tcp", "usb", "serial"],
    confirmation: "probe",
    widthPx: 576,
    qr: true,
    bufferBytes: null,
    speedMmPerSecond: null,
    seen: "our emulator; what is taken where the configuration names no model",
  },
  {
    kind: "printer",
    id: "escpos-58mm",
    name: "ESC/POS, 58 mm, 203 dpi",
    transports: ["tcp", "usb", "serial"],
    confirmation: "probe",
    widthPx: 384,
    qr: true,
    bufferBytes: null,
    speedMmPerSecond: null,
    seen: "our emulator",
  },
  {
    kind: "printer",
    id: "epson-tm-t88iii",
    name: "Epson TM-T88III, 180 dpi",
    transports: ["tcp", "usb", "serial"],
    confirmation: "probe",
    widthPx: 512,
    // Older than the command.
    qr: false,
    bufferBytes: 4_096,
    speedMmPerSecond: 150,
    seen: "its manual: speed and status bytes (Appendix G); width, buffer and QR from general knowledge",
  },
  {
    kind: "printer",
    id: "rongta-rp80",
    name: "Rongta RP80",
    transports: ["tcp", "usb", "serial"],
    confirmation: "probe",
    widthPx: 576,
    qr: true,
    bufferBytes: null,
    speedMmPerSecond: null,
    seen: "its list of commands names GS ( H",
  },
  {
    kind: "printer",
    id: "xprinter-80mm",
    name: "Xprinter, 80 mm",
    transports: ["tcp", "usb", "serial"],
    confirmation: "probe",
    widthPx: 576,
    qr: true,
    bufferBytes: null,
    speedMmPerSecond: null,
    seen: "reported by others to answer GS ( H",
  },
];

export const printerModelIds: readonly string[] = printerModels.map(({ id }) => id);

/** The model that the configuration names, or the first one. */
export const printerModel = (id: string | undefined): PrinterModel =>
  printerModels.find((model) => model.id === id) ?? printerModels[0]!;

/** Columns of the ordinary letter, 12 dots wide. */
export const columnsOf = ({ widthPx }: PrinterModel): number => Math.floor(widthPx / 12);

/** A picture of a ticket is 65 kB: under this speed it takes longer than a second and a half. */
const pictureBaudMin = 460_800;

/** How tickets are drawn for it: as a picture, or as text where the paper is narrow or the line slow (`baud`; null: no serial line). */
export const drawsFor = ({ widthPx }: PrinterModel, baud: number | null): "picture" | "text" =>
  widthPx < 576 || (baud !== null && baud < pictureBaudMin) ? "text" : "picture";
