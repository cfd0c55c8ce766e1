/** What SQLite says when the disk does not do its part. */
const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";

/** The disk is full. */
export const isFull = (cause: unknown): boolean => codeOf(cause) === "SQLITE_FULL";

/** The disk or the file failed. */
export const isIoError = (cause: unknown): boolean => codeOf(cause).startsWith("SQLITE_IOERR");

/** SQLite itself ended the transaction. */
export const isRolledBack = (cause: unknown): boolean =>
  cause instanceof Error && cause.message === "SQLite rolled the transaction back";
