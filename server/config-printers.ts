/** The sections `[[printers]]` of `sto.toml`: where each printer is fastened, what it is, and whose spare it is. */
import * as z from "zod";
import { printerModelIds } from "../hardware/printer/models";
import type { PrinterLine } from "../hardware/printer/printer-on";
import { bauds } from "../hardware/serial-link";
import { didYouMean } from "./did-you-mean";

/** Slower ones keep a person waiting, and answer too late to be told from dead ones. */
const printerBauds = bauds.filter((baud) => baud >= 9600);
const file = z.string().startsWith("/");

export const printerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().max(60),
  /** On the network … */
  host: z.string().exactOptional(),
  port: z.int().min(1).max(65_535).default(9100),
  /** … on USB … */
  device: file.exactOptional(),
  /** … or on a serial line. */
  serial: file.exactOptional(),
  baud: z.literal(printerBauds).exactOptional(),
  /** Of the table in `hardware/printer/models.ts`. */
  model: z.string().exactOptional(),
  /** Id of the printer that it stands in for. */
  spare_for: z.string().exactOptional(),
});

export type PrinterConfig = z.infer<typeof printerSchema>;

/** What does not go together, in sentences. */
export const printerProblems = (printers: readonly PrinterConfig[]): readonly string[] =>
  printers.flatMap((printer, at) => problemsOf(printer, `printers.${at}`, printers.toSpliced(at, 1)));

const problemsOf = (
  { id, host, device, serial, baud, model, spare_for: main }: PrinterConfig,
  place: string,
  others: readonly PrinterConfig[],
): readonly string[] => {
  const problems: string[] = [];
  const ways = Object.entries({ host, device, serial }).flatMap(([way, value]) => (value ? [way] : []));
  if (ways.length === 0)
    problems.push(
      `${place} takes one of host = "192.168.10.5", device = "/dev/usb/lp0" and serial = "/dev/imm/printer1"`,
    );
  if (ways.length > 1)
    problems.push(`${place} takes one of host, device and serial, not ${ways.join(" and ")}`);
  if (serial !== undefined && baud === undefined)
    problems.push(`${place}.baud is missing; it takes the printer's own speed, for example 9600`);
  if (serial === undefined && baud !== undefined)
    problems.push(`${place}.baud is the speed of a serial line: it goes with serial`);
  if (model !== undefined && !printerModelIds.includes(model))
    problems.push(`${place}.model is not in the table of printers${didYouMean(model, printerModelIds)}`);
  if (others.some((other) => other.id === id)) problems.push(`${place}.id is another printer's, too`);
  if (main !== undefined) {
    const covered = others.find((other) => other.id === main);
    if (!covered)
      problems.push(
        `${place}.spare_for is no other printer${didYouMean(
          main,
          others.map((other) => other.id),
        )}`,
      );
    else if (covered.spare_for !== undefined)
      problems.push(`${place}.spare_for takes a printer that is no spare itself`);
  }
  return problems;
};

/** Where it is fastened. */
export const printerLine = ({ host, port, device, serial, baud }: PrinterConfig): PrinterLine => {
  if (device !== undefined) return { type: "usb", path: device };
  if (serial !== undefined && baud !== undefined) return { type: "serial", path: serial, baud };
  return { type: "tcp", host: host ?? "", port };
};
