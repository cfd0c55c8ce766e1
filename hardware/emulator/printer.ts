import { createServer, type Server, type Socket } from "node:net";
import type { Cancel, Scheduler } from "../scheduler";
import { type Command, parseCommand } from "./commands";
import { paperRoll, type PrintedTicket } from "./paper";

export interface PrinterEmulatorOptions {
  readonly scheduler: Scheduler;
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port?: number;
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

export interface PrinterState {
  readonly powered: boolean;
  readonly frozen: boolean;
  readonly paper: "ok" | "near_end" | "out";
  readonly cover: "open" | "closed";
  readonly connected: boolean;
}

export interface PrinterEmulator {
  readonly host: string;
  readonly port: number;
  state(): PrinterState;
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

/**
 * An ESC/POS network printer that speaks the real protocol on a real socket. Like the real ones it serves one client at
 * a time, obeys DLE EOT at once even while stopped, works off everything else in its turn, and loses all on power off.
 */
export const startPrinterEmulator = async (options: PrinterEmulatorOptions): Promise<PrinterEmulator> => {
  const { scheduler, host = "127.0.0.1", widthPx = 576, rowsPerSecond = 0 } = options;
  const { processId = true, bufferBytesMax = 262_144, ticketsKept = 20, dribble = false } = options;
  const roll = paperRoll(widthPx / 8);
  const listeners = new Set<(ticket: PrintedTicket) => void>();
  const clients: Socket[] = [];
  let server: Server | undefined;
  let port = options.port ?? 0;
  let kept: PrintedTicket[] = [];
  let state = {
    powered: true,
    frozen: false,
    paper: "ok" as PrinterState["paper"],
    cover: "closed" as PrinterState["cover"],
  };
  let inbox = Buffer.alloc(0);
  let tail: number[] = [];
  let picture = { rowBytes: 0, rowsLeft: 0 };
  let watched = false;
  let fault: { rowsLeft: number; strike: () => void } | undefined;
  let cancelWork: Cancel | undefined;

  await listen();

  return {
    host,
    get port() {
      return port;
    },
    state: () => ({ ...state, connected: clients.length > 0 }),
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
      clients[0]?.resume();
      if (clients[0]?.destroyed) hangUp(clients[0]);
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

  // --- The socket: one client is served, others wait with an open connection.

  async function listen(): Promise<void> {
    const made = createServer({ noDelay: true }, (socket) => {
      clients.push(socket);
      socket.on("data", (packet: Buffer) => receive(socket, packet));
      socket.on("error", () => socket.destroy());
      socket.on("close", () => hangUp(socket));
      if (clients[0] !== socket || state.frozen) socket.pause();
    });
    server = made;
    await new Promise<void>((up, failed) => made.once("error", failed).listen(port, host, up));
    const address = made.address();
    if (address !== null && typeof address === "object") port = address.port;
  }

  function hangUp(socket: Socket): void {
    const at = clients.indexOf(socket);
    if (at < 0 || (at === 0 && state.frozen)) return;
    clients.splice(at, 1);
    if (at === 0) clients[0]?.resume();
  }

  function receive(socket: Socket, packet: Buffer): void {
    if (socket !== clients[0] || state.frozen) {
      socket.pause();
      socket.unshift(packet);
      return;
    }
    obeyRealTime(packet);
    inbox = Buffer.concat([inbox, packet]);
    work();
    if (inbox.length > bufferBytesMax) socket.pause();
  }

  function say(bytes: Uint8Array): void {
    const client = clients[0];
    if (!client || state.frozen) return;
    if (!dribble) return void client.write(bytes);
    for (const byte of bytes) client.write(Uint8Array.of(byte));
  }

  // --- Real time: DLE EOT is seen in the stream of bytes, wherever it stands.

  function obeyRealTime(packet: Uint8Array): void {
    for (const byte of packet) {
      tail = [...tail, byte].slice(-3);
      if (tail[0] === 0x10 && tail[1] === 0x04 && byte >= 1 && byte <= 4)
        say(Uint8Array.of(realTimeAnswer(byte)));
    }
  }

  function realTimeAnswer(about: number): number {
    const out = state.paper === "out";
    const open = state.cover === "open";
    if (about === 1) return 0x12 | (stopped() ? 0x08 : 0);
    if (about === 2) return 0x12 | (open ? 0x04 : 0) | (out ? 0x20 : 0);
    if (about === 4) return 0x12 | (state.paper !== "ok" ? 0x0c : 0) | (out ? 0x60 : 0);
    return 0x12;
  }

  function tellStatus(): void {
    const paper = { ok: 0x00, near_end: 0x03, out: 0x0f }[state.paper];
    const printer = 0x10 | (stopped() ? 0x08 : 0) | (state.cover === "open" ? 0x20 : 0);
    if (watched) say(Uint8Array.of(printer, 0, paper, 0x0f));
  }

  // --- In turn: rows and commands, until something stops them.

  function stopped(): boolean {
    return state.paper === "out" || state.cover === "open";
  }

  function halted(): boolean {
    return stopped() || !state.powered || state.frozen;
  }

  function work(): void {
    if (cancelWork) return;
    let rowsNow = rowsPerSecond === 0 ? Infinity : Math.ceil(rowsPerSecond / 20);
    while (!halted()) {
      if (picture.rowsLeft > 0) {
        if (inbox.length < picture.rowBytes) break;
        roll.row(takeIn(picture.rowBytes));
        picture.rowsLeft -= 1;
        strikeFault();
        if (--rowsNow > 0) continue;
        cancelWork = scheduler.after(50, () => {
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
    if (inbox.length <= bufferBytesMax && !state.frozen) clients[0]?.resume();
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
    if (command.type === "text") roll.letter(command.byte);
    if (command.type === "cut") endPiece(true);
    if (command.type === "initialise") watched = false;
    if (command.type === "watchStatus") watched = command.on;
    if (command.type === "watchStatus") tellStatus();
    if (command.type === "processId" && processId) say(Uint8Array.of(0x37, 0x22, ...command.id, 0));
    if (command.type === "paperSensor") say(Uint8Array.of(state.paper === "ok" ? 0x00 : 0x03));
    if (command.type === "identify") {
      const name = command.about === 66 ? "EPSON" : command.about === 67 ? "TM-EMULATED" : "1.00";
      say(Uint8Array.of(0x5f, ...new TextEncoder().encode(name), 0));
    }
  }

  function endPiece(whole: boolean): void {
    const ticket = roll.end(whole);
    if (!ticket) return;
    kept = [...kept, ticket].slice(-ticketsKept);
    for (const listener of listeners) listener(ticket);
  }

  // --- Switches and faults.

  function strikeFault(): void {
    if (!fault || --fault.rowsLeft > 0) return;
    const { strike } = fault;
    fault = undefined;
    strike();
  }

  function change(part: Partial<Pick<PrinterState, "paper" | "cover">>): void {
    const wasStopped = stopped();
    state = { ...state, ...part };
    if (!wasStopped && stopped()) endPiece(false);
    tellStatus();
    work();
  }

  function freeze(): void {
    state = { ...state, frozen: true };
    clients[0]?.pause();
  }

  async function powerOff(): Promise<void> {
    if (!state.powered) return;
    state = { ...state, powered: false, frozen: false };
    cancelWork?.();
    cancelWork = undefined;
    endPiece(false);
    inbox = Buffer.alloc(0);
    [tail, picture, watched] = [[], { rowBytes: 0, rowsLeft: 0 }, false];
    for (const socket of clients.splice(0)) socket.destroy();
    await new Promise<void>((down) => (server ? server.close(() => down()) : down()));
  }

  async function powerOn(): Promise<void> {
    if (state.powered) return;
    state = { ...state, powered: true };
    await listen();
  }
};
