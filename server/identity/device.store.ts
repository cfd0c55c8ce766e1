/** SQL of enrolled devices and of the codes that enrol them. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { EnrolledKind } from "./roles";
import type { Device } from "./session";

type Reader = Pick<Tx, "db">;

/** What a code enrols. */
export interface DeviceWish {
  readonly kind: EnrolledKind;
  readonly name: string;
}

export interface DeviceCode extends DeviceWish {
  readonly mac: string;
  /** Staff id. */
  readonly by: string;
  readonly endsMs: number;
}

export const deviceCodeByMac = ({ db }: Reader, mac: string): DeviceCode | undefined => {
  const row = statement(
    db,
    "SELECT doc, by, ends_ms AS endsMs FROM enrol_code WHERE mac = ? AND purpose = 'device'",
  ).get(mac) as { doc: string; by: string; endsMs: number } | null;
  return row ? { ...(JSON.parse(row.doc) as DeviceWish), mac, by: row.by, endsMs: row.endsMs } : undefined;
};

export interface ListedDevice extends Pick<Device, "id" | "kind" | "name" | "state"> {
  readonly by: string;
  /** Name at work; null when this node does not know who it was. */
  readonly byName: string | null;
  readonly enrolledAtMs: number;
  /** Of its session; null: none in the last twelve hours. */
  readonly seenAtMs: number | null;
}

/** Those in use first, then by name. */
export const devicesOf = ({ db }: Reader, branch: string): readonly ListedDevice[] =>
  statement(
    db,
    `SELECT d.id, d.kind, d.name, d.state, d.by, s.name AS byName, d.enrolled_at_ms AS enrolledAtMs,
       (SELECT max(seen_ms) FROM session WHERE who = d.id) AS seenAtMs
     FROM device d LEFT JOIN staff s ON s.id = d.by WHERE d.branch = ? ORDER BY d.state, d.name, d.id`,
  ).all(branch) as ListedDevice[];
