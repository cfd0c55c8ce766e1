/**
 * Programs that tests hold ours against, all from Debian: the one list. Run as root, `npm test` installs what is missing; otherwise
 * the tests that need an absent one are skipped by name. Chromium is not optional: without it the tests fail.
 */
export const peers = [
  { command: "zbarimg", package: "zbar-tools", for: "reads the QR codes of slips and tickets" },
  { command: "pdftotext", package: "poppler-utils", for: "reads the PDF of a slip" },
  { command: "strace", package: "strace", for: "makes a disk fail under a real process" },
  { command: "openssl", package: "openssl", for: "makes the certificate of a node that answers over https" },
] as const;

export const chromium = { command: "chromium", package: "chromium" } as const;

export const isThere = (command: string): boolean => Bun.which(command) !== null;
