/**
 * Records of standard rows: eight columns as a visit's row has them (time-ordered id, branch, date, two small numbers, three
 * short texts), several in a commit, commits some milliseconds apart. The same seed gives the same records.
 */
import { manualClock, type Random, seededRandom } from "../core/clock";
import type { StreamRecord } from "../core/batch";
import { nextStamp } from "../core/hlc";
import { idMaker, newReference } from "../core/ids";
import { addDays } from "../core/local-date";
import type { Value } from "../core/plan";
import type { LogOp } from "../core/record";

export const standardTable = 30;
export const standardColumns = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const services = ["PMA-BAHARUI", "PMA-BAHARU", "PAS-LAWAT", "PEKERJA", "VISA", "KEMASUKAN"];
const states = ["confirmed", "confirmed", "confirmed", "cancelled", "checked_in", "served"];

/** `rows` rows in commits of `perCommit` (least and most). */
export const standardRecords = (
  rows: number,
  perCommit: readonly [least: number, most: number],
  seed = 1,
  from = 1,
  startMs = Date.UTC(2026, 11, 7),
): readonly StreamRecord[] => {
  const random = seededRandom(seed);
  const clock = manualClock(startMs);
  const newId = idMaker(clock, random);
  const records: StreamRecord[] = [];
  let stamp = 0;
  for (let left = rows; left > 0;) {
    clock.advance(below(random, 250));
    stamp = nextStamp(stamp, clock.nowMs());
    const size = Math.min(left, perCommit[0] + below(random, perCommit[1] - perCommit[0] + 1));
    left -= size;
    const cause = newId();
    const ops = Array.from({ length: size }, () => standardOp(random, newId()));
    records.push({
      seq: from + records.length,
      stamp,
      commitId: newId(),
      record: {
        schema: 2,
        incarnation: 1,
        intent: "booking.confirm",
        actor: { kind: "device", id: `kiosk-${1 + below(random, 4)}`, device: "kiosk" },
        cause,
        ops,
      },
    });
  }
  return records;
};

const standardOp = (random: Random, id: string): LogOp => {
  const values: readonly Value[] = [
    id,
    "SGR-KLJ",
    addDays("2026-12-07", below(random, 30)),
    480 + 15 * below(random, 34),
    1 + below(random, 4),
    states[below(random, states.length)]!,
    services[below(random, services.length)]!,
    newReference(2, random),
  ];
  return { table: standardTable, kind: "i", columns: standardColumns, values };
};

/** A whole number from 0, below `end` (at most 256). */
const below = (random: Random, end: number): number => Math.floor((random.bytes(1)[0]! * end) / 256);
