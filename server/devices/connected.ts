/** The printers of a running node, in the order of its configuration: drivers are added at the start, pages ask how they are. */
import type { FoundDevice } from "../../hardware/discovery";
import type { PrinterModel } from "../../hardware/printer/models";
import type { PrinterLine } from "../../hardware/printer/printer-on";
import type { Printer } from "../../hardware/ports";
import { type PrinterHere, printerShown } from "./devices";
import { type Can, type PrinterNow, takesNow, workerFor } from "./takeover";

export interface ConnectedPrinter {
  readonly id: string;
  readonly name: string;
  readonly model: PrinterModel;
  readonly line: PrinterLine;
  /** Id of the printer that it stands in for. */
  readonly spareFor: string | null;
  readonly printer: Printer;
  readonly can: () => Can;
}

/** Whose papers a printer works off. */
export interface Takes {
  readonly printer: string;
  /** Those asked of these printers … */
  readonly from: readonly string[];
  /** … and those that name none of these, which are all of the node; null: not those. */
  readonly unnamed: readonly string[] | null;
}

export class Printers {
  private readonly connected: ConnectedPrinter[] = [];

  add(printer: ConnectedPrinter): void {
    this.connected.push(printer);
  }

  list(): readonly ConnectedPrinter[] {
    return this.connected;
  }

  /** Whose papers this printer works off now. */
  takes(id: string): Takes {
    return takesNow(id, this.now());
  }

  /** Who prints this printer's papers now. */
  workerFor(id: string): ConnectedPrinter | undefined {
    const wanted = this.now().find((each) => each.id === id);
    const worker = wanted && workerFor(wanted, this.now());
    return this.connected.find((each) => each.id === worker);
  }

  /** Whether paper comes out at once where kiosks and counters print. */
  isReady(): boolean {
    const status = this.status();
    return status !== null && status.online && status.paper !== "out" && status.cover === "closed";
  }

  /** The printer that kiosks use now; null when this node has none. */
  status(): PrinterHere | null {
    const [first] = this.connected;
    const worker = first && this.workerFor(first.id);
    if (!worker) return null;
    return { ...printerShown(worker.printer.status()), elsewhere: worker === first ? null : worker.name };
  }

  private now(): readonly PrinterNow[] {
    return this.connected.map(({ id, spareFor, can }) => ({ id, spareFor, can: can() }));
  }
}

/** What is fastened to a node beside its printers. */
export type ConnectedKind = "scanner" | "reader" | "fingerprint" | "lane";

/** How such a device is now. */
export interface ConnectedStatus {
  readonly online: boolean;
  /** Type of the error, as its port names it: `Unreachable`. */
  readonly error: string | null;
  readonly lastSeenMs: number | null;
}

export interface ConnectedDevice {
  readonly id: string;
  readonly kind: ConnectedKind;
  readonly name: string;
  /** Id of the model in the device table, where the configuration names one. */
  readonly model?: string;
  /** Its device file, where it has one: a file that no device names is shown as found and not configured. */
  readonly path?: string;
  status(): ConnectedStatus;
}

/** Scanners, readers and lanes of a running node, for the list of devices. Whoever starts one adds it. */
export class ConnectedDevices {
  private readonly devices: ConnectedDevice[] = [];
  private look: () => readonly FoundDevice[] = () => [];

  /** How to find what is fastened to this machine; nobody looks before this is told. */
  lookBy(look: () => readonly FoundDevice[]): void {
    this.look = look;
  }

  discovered(): readonly FoundDevice[] {
    return this.look();
  }

  add(device: ConnectedDevice): void {
    this.devices.push(device);
  }

  list(): readonly ConnectedDevice[] {
    return this.devices;
  }
}
