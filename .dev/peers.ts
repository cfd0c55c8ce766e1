import { existsSync } from "node:fs";

const debianPython = "/usr/lib/python3/dist-packages";

/**
 * Programs that tests hold ours against, all from Debian: the one list. Run as root, `npm test` installs what is missing; otherwise
 * the tests that need an absent one are skipped by name. Chromium is not optional: without it the tests fail.
 */
export const peers = [
  { command: "zbarimg", package: "zbar-tools", for: "reads the QR codes of slips and tickets" },
  { command: "pdftotext", package: "poppler-utils", for: "reads the PDF of a slip" },
  { command: "strace", package: "strace", for: "makes a disk fail under a real process" },
  { command: "openssl", package: "openssl", for: "makes the certificate of a node that answers over https" },
  { command: "socat", package: "socat", for: "is the cable between a serial line and its device" },
  { command: "gcc", package: "gcc", for: "builds the lane controller on libmodbus" },
  { command: "/usr/include/modbus/modbus.h", package: "libmodbus-dev", for: "is another engine of Modbus" },
  { command: "mbpoll", package: "mbpoll", for: "reads our emulated gate lane" },
  { command: `${debianPython}/pymodbus`, package: "python3-pymodbus", for: "is a third engine of Modbus" },
  {
    command: `${debianPython}/serial_asyncio`,
    package: "python3-serial-asyncio",
    for: "is what pymodbus wants",
  },
] as const;

export const chromium = { command: "chromium", package: "chromium" } as const;

/** A program, or a file of a library by its path. */
export const isThere = (command: string): boolean =>
  command.startsWith("/") ? existsSync(command) : Bun.which(command) !== null;
