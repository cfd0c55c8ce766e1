/**
 * What a printer says, byte by byte. Pure, and total: any bytes in any packets give replies or nothing, never an
 * exception. Bytes are told apart by their fixed bits (Epson TM-T88III, appendix G; the same on later models):
 *
 *   0xx1xx10  answer to DLE EOT            0xx1xx00  first of a 4-byte automatic status block
 *   0xx0xxxx  its other three, or the      11h 13h   XON, XOFF: may stand anywhere
 *             answer to GS r               37h 22h   head of a process id: four characters and 00h follow
 */
export type Reply =
  | { readonly type: "realTime"; readonly byte: number }
  | { readonly type: "automatic"; readonly bytes: readonly [number, number, number, number] }
  | { readonly type: "processId"; readonly id: string }
  | { readonly type: "inTurn"; readonly byte: number };

/** Returns a reader that keeps half-received replies between packets. */
export const replyReader = (): ((packet: Uint8Array) => Reply[]) => {
  let partial: number[] = [];

  return (packet) => {
    const replies: Reply[] = [];
    for (const byte of packet) {
      if (byte === 0x11 || byte === 0x13) continue;
      if (partial.length === 0) begin(byte, replies);
      else if (partial[0] === processIdHead) continueProcessId(byte, replies);
      else continueAutomatic(byte, replies);
    }
    return replies;
  };

  function begin(byte: number, replies: Reply[]): void {
    if (byte === processIdHead || isAutomaticFirst(byte)) partial = [byte];
    else if (isRealTime(byte)) replies.push({ type: "realTime", byte });
    else if (isPlain(byte)) replies.push({ type: "inTurn", byte });
  }

  function continueAutomatic(byte: number, replies: Reply[]): void {
    if (isRealTime(byte)) return void replies.push({ type: "realTime", byte });
    if (!isPlain(byte)) return restart(byte, replies);
    partial.push(byte);
    const [a = 0, b = 0, c = 0, d = 0] = partial;
    if (partial.length === 4) replies.push({ type: "automatic", bytes: [a, b, c, d] });
    if (partial.length === 4) partial = [];
  }

  function continueProcessId(byte: number, replies: Reply[]): void {
    const at = partial.length;
    const fits = at === 1 ? byte === 0x22 : at < 6 ? byte >= 0x20 && byte <= 0x7e : byte === 0;
    if (!fits) return restart(byte, replies);
    partial.push(byte);
    if (partial.length === 7)
      replies.push({ type: "processId", id: String.fromCharCode(...partial.slice(2, 6)) });
    if (partial.length === 7) partial = [];
  }

  /** A block broke off: what was collected is worth nothing, the byte that broke it may begin the next reply. */
  function restart(byte: number, replies: Reply[]): void {
    partial = [];
    begin(byte, replies);
  }
};

const processIdHead = 0x37;
const isRealTime = (byte: number) => (byte & 0x93) === 0x12;
const isAutomaticFirst = (byte: number) => (byte & 0x93) === 0x10;
const isPlain = (byte: number) => (byte & 0x90) === 0;

/** The printer's own words, before anyone draws a conclusion. */
export interface Signals {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paperStop: boolean;
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
  readonly cutterError: boolean;
  readonly broken: boolean;
  readonly recovering: boolean;
}

export const quiet: Signals = {
  offline: false,
  coverOpen: false,
  paperStop: false,
  paperEnd: false,
  paperNearEnd: false,
  cutterError: false,
  broken: false,
  recovering: false,
};

/** Reads the answer to DLE EOT `about`. The answer does not name its question: keep them in order. */
export const readRealTime = (about: 1 | 2 | 3 | 4, byte: number): Partial<Signals> => {
  const bit = (n: number) => (byte & (1 << n)) !== 0;
  if (about === 1) return { offline: bit(3) };
  if (about === 2) return { coverOpen: bit(2), paperStop: bit(5) };
  if (about === 3) return { cutterError: bit(3), broken: bit(5), recovering: bit(6) };
  return { paperNearEnd: bit(2) || bit(3), paperEnd: bit(5) || bit(6) };
};

/** Reads an automatic status block: printer, error, paper, reserved. */
export const readAutomatic = ([printer, error, paper]: readonly [
  number,
  number,
  number,
  number,
]): Signals => {
  const paperEnd = (paper & 0b1100) !== 0;
  return {
    offline: (printer & 0x08) !== 0,
    coverOpen: (printer & 0x20) !== 0,
    paperStop: paperEnd,
    paperEnd,
    paperNearEnd: (paper & 0b0011) !== 0,
    cutterError: (error & 0x08) !== 0,
    broken: (error & 0x20) !== 0,
    recovering: (error & 0x40) !== 0,
  };
};
