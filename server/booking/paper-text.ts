/** What the square code on a paper with a visit's code says: which visit, and the code itself, for an officer's scanner. Pure. */

export interface PaperText {
  readonly holdId: string;
  /** Eight digits. */
  readonly code: string;
}

/** Capitals and digits alone: the square stays small. */
export const paperText = ({ holdId, code }: PaperText): string =>
  `STOV1:${holdId.replaceAll("-", "").toUpperCase()}:${code}`;

export const parsePaperText = (text: string): PaperText | undefined => {
  const found = shape.exec(text);
  if (!found) return undefined;
  const [, hex = "", code = ""] = found;
  return { holdId: hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), code };
};

const shape = /^STOV1:([0-9A-F]{32}):(\d{8})$/;
