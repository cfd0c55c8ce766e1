/** The people in the hall: what a supervisor orders, who calls for help, who was reminded. */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { stamped } from "./stamped";

export const hallEvent = sqliteTable(
  "hall_event",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    /** `announcement`: text and voice; `pause`: no new numbers; `panic`: staff screens alone; `help`: somebody at a kiosk needs a person. */
    kind: text().notNull(),
    /** JSON by kind: texts, the paused group, the counter or kiosk, the reason. Never a person's name but the caller's. */
    doc: text().notNull(),
    by: text().notNull(),
    atMs: integer("at_ms").notNull(),
    /** It ends by itself then; null: somebody ends it. */
    untilMs: integer("until_ms"),
    endedAtMs: integer("ended_at_ms"),
    endedBy: text("ended_by"),
    ...stamped,
  },
  (t) => [index("hall_event_at").on(t.branch, t.atMs)],
);

/** When a branch could not take people in. Those that a supervisor declared are events of the hall. */
export const downTime = sqliteTable(
  "down_time",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    /** `node`, `kiosk` or `printer`. */
    what: text().notNull(),
    fromMs: integer("from_ms").notNull(),
    /** Null while it goes on. */
    toMs: integer("to_ms"),
    ...stamped,
  },
  (t) => [index("down_time_from").on(t.branch, t.fromMs)],
);

/** When this node last said that it is there. One row, which never leaves it. */
export const beat = sqliteTable("beat", { id: text().primaryKey(), atMs: integer("at_ms").notNull() });

/** How a visit was, as whoever was there says: the latest of a number counts. */
export const rating = sqliteTable(
  "rating",
  {
    ticket: text().notNull(),
    atMs: integer("at_ms").notNull(),
    branch: text().notNull(),
    /** 1 to 5. */
    mark: integer().notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.ticket, t.atMs] }), index("rating_at").on(t.branch, t.atMs)],
);

export const reminder = sqliteTable(
  "reminder",
  {
    booking: text().notNull(),
    startMin: integer("start_min").notNull(),
    /** Minutes before the visit, as the settings said: 10080, 1440, 120. */
    beforeMin: integer("before_min").notNull(),
    branch: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.booking, t.startMin, t.beforeMin] })],
);
