/** What the emulated printer understands in its turn. Everything else well-formed is skipped, as real models do. */
export type Command =
  /** A picture begins: `rows` times `rowBytes` bytes of dots follow. */
  | { readonly type: "raster"; readonly rowBytes: number; readonly rows: number }
  | { readonly type: "text"; readonly byte: number }
  /** The text of a QR code (`GS ( k` function 180), which every printer of text draws at once. */
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "cut" }
  | { readonly type: "initialise" }
  | { readonly type: "watchStatus"; readonly on: boolean }
  | { readonly type: "processId"; readonly id: Uint8Array }
  | { readonly type: "paperSensor" }
  | { readonly type: "identify"; readonly about: number }
  | { readonly type: "skip" };

/** The first command of `bytes` and its length, or undefined while it is incomplete. */
export const parseCommand = (bytes: Uint8Array): { command: Command; length: number } | undefined => {
  const first = bytes[0];
  if (first === undefined) return undefined;
  if (first === 0x1b) return parseEsc(bytes);
  if (first === 0x1d) return parseGs(bytes);
  if (first === 0x10) return parseDle(bytes);
  if (first >= 0x20 || first === 0x0a) return { command: { type: "text", byte: first }, length: 1 };
  return { command: { type: "skip" }, length: 1 };
};

type Parsed = ReturnType<typeof parseCommand>;

const whole = (bytes: Uint8Array, length: number, command: Command): Parsed =>
  bytes.length < length ? undefined : { command, length };

const skip = (bytes: Uint8Array, length: number): Parsed => whole(bytes, length, { type: "skip" });

const parseEsc = (bytes: Uint8Array): Parsed => {
  const name = String.fromCharCode(bytes[1] ?? 0);
  if (bytes.length < 2) return undefined;
  if (name === "@") return whole(bytes, 2, { type: "initialise" });
  if (name === "2" || name === "L" || name === "S") return skip(bytes, 2);
  return skip(bytes, name === "$" || name === "\\" ? 4 : 3);
};

/** Real-time commands were obeyed when they arrived; in the buffer they only take room. */
const parseDle = (bytes: Uint8Array): Parsed => {
  if (bytes.length < 2) return undefined;
  return skip(bytes, bytes[1] === 0x14 ? 5 : bytes[1] === 0x04 || bytes[1] === 0x05 ? 3 : 1);
};

const parseGs = (bytes: Uint8Array): Parsed => {
  if (bytes.length < 2) return undefined;
  const name = String.fromCharCode(bytes[1] ?? 0);
  const word = (at: number) => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  if (name === "v") {
    return whole(bytes, 8, { type: "raster", rowBytes: word(4), rows: word(6) });
  }
  if (name === "V")
    return bytes.length < 3
      ? undefined
      : whole(bytes, (bytes[2] ?? 0) >= 65 && bytes[2] !== 0x31 ? 4 : 3, { type: "cut" });
  if (name === "a") return whole(bytes, 3, { type: "watchStatus", on: bytes[2] !== 0 });
  if (name === "r") return whole(bytes, 3, { type: "paperSensor" });
  if (name === "I") return whole(bytes, 3, { type: "identify", about: bytes[2] ?? 0 });
  if (name === "(") {
    if (bytes.length < 5) return undefined;
    const length = 5 + word(3);
    const isCode = bytes[2] === 0x6b && bytes[5] === 0x31 && bytes[6] === 0x50;
    if (isCode && bytes.length >= length)
      return { command: { type: "code", text: new TextDecoder().decode(bytes.slice(8, length)) }, length };
    const isProcessId = bytes[2] === 0x48 && bytes[5] === 0x30 && length === 11;
    return whole(
      bytes,
      length,
      isProcessId ? { type: "processId", id: bytes.slice(7, 11) } : { type: "skip" },
    );
  }
  return skip(bytes, name === "$" || name === "L" || name === "W" || name === "P" ? 4 : 3);
};
