import { integer } from "drizzle-orm/sqlite-core";

/** Stamp and node alias of the write that made a replicated row. */
export const stamped = { _h: integer().notNull(), _n: integer().notNull() };
