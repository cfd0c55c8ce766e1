/**
 * Who still owes an erasure. A node owes it until it has said that it holds everything up to the word of it; the backups that it made
 * until then are read by nobody once their keys are thrown away (`backup-keys.ts`).
 */
import type { Looking } from "../booking/availability.usecase";
import { backupAgeMsMax } from "./backup-keys";
import { heardOfErasure, type TombstoneRow, tombstonesSince } from "./erasures.store";
import type { Contact } from "./supervision";
import { contacts } from "./supervision.usecase";

export interface OwingNode {
  readonly alias: number;
  readonly branch: string | null;
  readonly contact: Contact;
  /** When it was heard last; null: never. */
  readonly heardAtMs: number | null;
}

export interface OpenErasure {
  /** Of the tombstone: it says nothing of the person. */
  readonly id: string;
  readonly atMs: number;
  /** Where it was decided; null: at headquarters. */
  readonly decidedAt: string | null;
  /** How many nodes have heard of it. */
  readonly heard: number;
  readonly owing: readonly OwingNode[];
  /** From then on nobody reads the last backup with the key; null while a node may still make one. */
  readonly backupsEndMs: number | null;
}

/** Those that are not over yet, the ones that a node owes first, then the latest. */
export const openErasures = (looking: Looking): readonly OpenErasure[] => {
  const nodes = new Map(contacts(looking).map((node) => [node.alias, node]));
  const bySubject = Map.groupBy(
    tombstonesSince(looking, looking.nowMs - backupAgeMsMax),
    ({ subject }) => subject,
  );
  return [...bySubject]
    .map(([id, rows]): OpenErasure => {
      const told = heardOfErasure(looking, id);
      const owing = told
        .filter(({ atMs }) => atMs === 0)
        .map(({ alias }): OwingNode => {
          const { branch = null, contact = "silent", heardAtMs = null } = nodes.get(alias) ?? {};
          return { alias, branch, contact, heardAtMs };
        });
      const atMs = Math.min(...rows.map((row) => row.atMs));
      const lastMs = Math.max(atMs, ...told.map((node) => node.atMs));
      return {
        id,
        atMs,
        decidedAt: decidedAt(rows),
        heard: told.length - owing.length,
        owing,
        backupsEndMs: owing.length > 0 ? null : lastMs + backupAgeMsMax,
      };
    })
    .toSorted((a, b) => Number(b.owing.length > 0) - Number(a.owing.length > 0) || b.atMs - a.atMs);
};

/** Headquarters passes a branch's word on in its own name. */
const decidedAt = (rows: readonly TombstoneRow[]): string | null => {
  if (rows.some(({ at }) => at === "")) return null;
  return rows.find(({ by }) => by !== "hq")?.at ?? null;
};
