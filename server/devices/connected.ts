/** The printers of a running node, in the order of its configuration: drivers are added at the start, pages ask how they are. */
import type { Printer } from "../../hardware/ports";
import { type PrinterShown, printerShown } from "./devices";

export interface ConnectedPrinter {
  readonly id: string;
  readonly name: string;
  readonly printer: Printer;
  readonly takes: Takes;
}

/** Whose jobs a printer works off: its own, and the first one also all that name no other printer of this node. */
export interface Takes {
  readonly printer: string;
  /** The other printers of this node, for the first; null for the rest. */
  readonly others: readonly string[] | null;
}

export class Printers {
  private readonly connected: ConnectedPrinter[] = [];

  add(printer: ConnectedPrinter): void {
    this.connected.push(printer);
  }

  list(): readonly ConnectedPrinter[] {
    return this.connected;
  }

  /** Whether paper comes out at once where kiosks and counters print. */
  isReady(): boolean {
    const status = this.status();
    return status !== null && status.online && status.paper !== "out" && status.cover === "closed";
  }

  /** The printer that kiosks use; null when this node has none. */
  status(): PrinterShown | null {
    const [first] = this.connected;
    return first ? printerShown(first.printer.status()) : null;
  }
}
