import type { Cancel, Timers } from "../../sync/core/timers";
import { type Command, parseCommand } from "./commands";
import { devicePort } from "./device-port";
import { oneClientPort } from "./one-client";
import { paperRoll, type PrintedTicket } from "./paper";
import {
  automaticReply,
  identityReply,
  isStopped,
  paperReply,
  type PrinterState,
  processIdReply,
  realTimeReply,
} from "./replies";

export interface PrinterEmulatorOptions {
  readonly timers: Timers;
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port?: number;
  /** The end of a cable to speak over instead of the network. */
  readonly device?: string;
  /** False emulates the models that never answer `GS ( H`. */
  readonly processId?: boolean;
  /** Dots across; 576 is an 80 mm roll. */
  readonly widthPx?: number;
  /** 1,200 is 150 mm/s; 0 prints at once. */
  readonly rowsPerSecond?: number;
  /** Bytes taken in ahead of printing. A full buffer stops reading, questions included. */
  readonly bufferBytesMax?: number;
  /** Pieces of paper kept. */
  readonly ticketsKept?: number;
  /** Sends answers one byte at a time. */
  readonly dribble?: boolean;
}

export interface PrinterEmulator {
  readonly host: string;
  readonly port: number;
  state(): PrinterState & { readonly connected: boolean };
  /** The last pieces of paper, newest last. */
  tickets(): readonly PrintedTicket[];
  onTicket(listener: (ticket: PrintedTicket) => void): () => void;
  setPaper(paper: PrinterState["paper"]): void;
  setCover(cover: PrinterState["cover"]): void;
  /** Off drops the connection and the buffer; on takes the same port again. */
  power(on: boolean): Promise<void>;
  /** Keeps the connection and answers nothing: the half-open line of a hung printer or a pulled cable. */
  freeze(): void;
  thaw(): void;
  /** Arms one fault: it strikes after so many more rows of dots. */
  failAfterRows(rows: number, fault: "paper" | "cover" | "power" | "freeze"): void;
  /** Says raw bytes to the client, for tests of noise. */
  say(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** Rows of dots from one line of text to the next, as printers have it from the start. */
const textLineRows = 30;

/**
 * An ESC/POS printer that speaks the real protocol on a real socket, or over a cable. Like the real ones it serves one client at
 * a time, obeys DLE EOT at once even while stopped, works off everything else in its turn, and loses all on power off.
 */
export const startPrinterEmulator = async (options: PrinterEmulatorOptions): Promise<PrinterEmulator> => {
  const { timers, host = "127.0.0.1", widthPx = 576, rowsPerSecond = 0 } = options;
  const { processId = true, bufferBytesMax = 262_144, ticketsKept = 20, dribble = false } = options;
  const line =
    options.device === undefined
      ? oneClientPort(host, options.port ?? 0, receive)
      : devicePort(options.device, timers, receive);
  const roll = paperRoll(widthPx / 8);
  const listeners = new Set<(ticket: PrintedTicket) => void>();
  let kept: PrintedTicket[] = [];
  let state: PrinterState = { powered: true, frozen: false, paper: "ok", cover: "closed" };
  let inbox = Buffer.alloc(0);
  /** The last two bytes heard: a question may begin in them. */
  let tail = Buffer.alloc(0);
  let picture = { rowBytes: 0, rowsLeft: 0 };
  let watched = false;
  let fault: { rowsLeft: number; readonly strike: () => void } | undefined;
  let cancelWork: Cancel | undefined;

  await line.listen();

  return {
    host,
    port: line.port,
    state: () => ({ ...state, connected: line.connected }),
    tickets: () => kept,
    onTicket(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setPaper: (paper) => change({ paper }),
    setCover: (cover) => change({ cover }),
    power: (on) => (on ? powerOn() : powerOff()),
    freeze,
    thaw() {
      state = { ...state, frozen: false };
      line.thaw();
      work();
    },
    failAfterRows(rows, kind) {
      const strike = {
        paper: () => change({ paper: "out" }),
        cover: () => change({ cover: "open" }),
        power: () => void powerOff(),
        freeze,
      }[kind];
      fault = { rowsLeft: rows, strike };
    },
    say,
    close: powerOff,
  };

  // --- The line: questions in real time are seen in the stream of bytes wherever they stand.

  function receive(packet: Buffer): void {
    const heard = Buffer.concat([tail, packet]);
    for (let at = heard.indexOf(0x10); at >= 0 && at + 2 < heard.length; at = heard.indexOf(0x10, at + 1)) {
      const what = heard[at + 2] ?? 0;
      if (heard[at + 1] === 0x04 && what >= 1 && what <= 4) say(realTimeReply(what, state));
    }
    tail = heard.subarray(-2);
    inbox = Buffer.concat([inbox, packet]);
    work();
    if (inbox.length > bufferBytesMax) line.pause();
  }

  function say(bytes: Uint8Array): void {
    if (dribble) for (const byte of bytes) line.say(Uint8Array.of(byte));
    else line.say(bytes);
  }

  // --- In turn: rows and commands, until something stops them.

  function work(): void {
    if (cancelWork) return;
    let rowsNow = rowsPerSecond === 0 ? Infinity : Math.ceil(rowsPerSecond / 20);
    while (state.powered && !state.frozen && !isStopped(state)) {
      if (picture.rowsLeft > 0) {
        if (inbox.length < picture.rowBytes) break;
        printRow();
        if (--rowsNow > 0) continue;
        cancelWork = timers.after(50, () => {
          cancelWork = undefined;
          work();
        });
        return;
      }
      const parsed = parseCommand(inbox);
      if (!parsed) break;
      takeIn(parsed.length);
      obey(parsed.command);
    }
    if (inbox.length <= bufferBytesMax) line.resume();
  }

  function printRow(): void {
    roll.row(takeIn(picture.rowBytes));
    picture.rowsLeft -= 1;
    rowsOut(1);
  }

  function printLetter(byte: number): void {
    roll.letter(byte);
    if (byte === 0x0a) rowsOut(textLineRows);
  }

  function rowsOut(rows: number): void {
    if (!fault) return;
    fault.rowsLeft -= rows;
    if (fault.rowsLeft > 0) return;
    const { strike } = fault;
    fault = undefined;
    strike();
  }

  /** Moves bytes from the buffer to the piece of paper they make. */
  function takeIn(length: number): Uint8Array {
    const bytes = new Uint8Array(inbox.subarray(0, length));
    inbox = inbox.subarray(length);
    roll.note(bytes);
    return bytes;
  }

  function obey(command: Command): void {
    if (command.type === "raster") picture = { rowBytes: command.rowBytes, rowsLeft: command.rows };
    if (command.type === "text") printLetter(command.byte);
    if (command.type === "code") roll.code(command.text);
    if (command.type === "cut") endPiece(true);
    if (command.type === "initialise") watched = false;
    if (command.type === "watchStatus") watched = command.on;
    if (command.type === "watchStatus") tellStatus();
    if (command.type === "processId" && processId) say(processIdReply(command.id));
    if (command.type === "paperSensor") say(paperReply(state));
    if (command.type === "identify") say(identityReply(command.about));
  }

  function tellStatus(): void {
    if (watched) say(automaticReply(state));
  }

  function endPiece(whole: boolean): void {
    const ticket = roll.end(whole);
    if (!ticket) return;
    kept = [...kept, ticket].slice(-ticketsKept);
    for (const listener of listeners) listener(ticket);
  }

  // --- Switches and faults.

  function change(part: Partial<Pick<PrinterState, "paper" | "cover">>): void {
    const wasStopped = isStopped(state);
    state = { ...state, ...part };
    if (!wasStopped && isStopped(state)) endPiece(false);
    tellStatus();
    work();
  }

  function freeze(): void {
    state = { ...state, frozen: true };
    line.freeze();
  }

  async function powerOff(): Promise<void> {
    if (!state.powered) return;
    state = { ...state, powered: false, frozen: false };
    cancelWork?.();
    cancelWork = undefined;
    endPiece(false);
    inbox = Buffer.alloc(0);
    [tail, picture, watched] = [Buffer.alloc(0), { rowBytes: 0, rowsLeft: 0 }, false];
    await line.close();
  }

  async function powerOn(): Promise<void> {
    if (state.powered) return;
    state = { ...state, powered: true };
    await line.listen();
  }
};
