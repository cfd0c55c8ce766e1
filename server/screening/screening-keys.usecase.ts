/**
 * The screening key: headquarters' own, sealed to the box key of each node in a row of the log. A node opens its row when it needs the
 * key and keeps it in memory alone, so that a disk without its credential store tells of nobody who is on a list.
 */
import type { Database } from "bun:sqlite";
import { sealBox } from "../../sync/box";
import type { Random } from "../../sync/core/clock";
import { ok } from "../../sync/core/result";
import type { OwnKeys } from "../../sync/own-keys";
import { allNodes } from "../../sync/roster";
import { insert } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import { latestSealed, sealedKeysFor } from "./screening.store";

/** Which screening key lists are made with now. Entries name it: under another key nothing of them can be found. */
export const screeningKeyVersion = 1;

const infoOf = (keyVersion: number): string => `screening key ${keyVersion}`;

/** A sealed key begins with the box key that it was sealed to: a node that has new keys gets another. */
const receiverBytes = 32;

export const sealScreeningKey = (boxKey: string, screeningKey: Uint8Array, random: Random): Buffer =>
  Buffer.concat([
    Buffer.from(boxKey, "base64url"),
    sealBox(boxKey, infoOf(screeningKeyVersion), screeningKey, random),
  ]);

/** Undefined: for another node, or another version. */
export const openScreeningKey = (
  open: OwnKeys["open"],
  keyVersion: number,
  sealed: Uint8Array,
): Uint8Array | undefined => open(infoOf(keyVersion), sealed.subarray(receiverBytes));

/** The screening keys that this node may use, opened at their first use. */
export class ScreeningKeys {
  private readonly opened = new Map<number, Uint8Array>();

  constructor(
    private readonly node: number,
    private readonly open: OwnKeys["open"],
  ) {}

  /** Undefined: headquarters has sealed none of this version for this node yet. */
  of(db: Database, keyVersion: number): Uint8Array | undefined {
    const known = this.opened.get(keyVersion);
    if (known) return known;
    for (const sealed of sealedKeysFor({ db }, this.node)) {
      const key = openScreeningKey(this.open, keyVersion, sealed);
      if (!key) continue;
      this.opened.set(keyVersion, key);
      return key;
    }
    return undefined;
  }
}

/** Headquarters seals its key to every node that it trusts, itself too, and anew to one that has a new box key. */
export const handScreeningKeyTask = (screeningKey: Uint8Array): Task => ({
  name: "handScreeningKey",
  plan: (tx) => {
    const latest = new Map(latestSealed(tx).map((row) => [row.node, row]));
    const rows = allNodes(tx.db)
      .filter(({ state }) => state === "active")
      .flatMap(({ alias: node, boxKey }) => {
        const known = latest.get(node);
        if (known && receiverOf(known.sealed) === boxKey) return [];
        const sealed = sealScreeningKey(boxKey, screeningKey, tx.random);
        return [insert("screeningKey", { version: (known?.version ?? 0) + 1, node, sealed, atMs: tx.nowMs })];
      });
    const plan = rows.length > 0 ? ({ intent: "handScreeningKey", rows, answer: null } as const) : undefined;
    return ok({ plan, nextDueMs: tx.nowMs + 10_000 });
  },
});

const receiverOf = (sealed: Uint8Array): string =>
  Buffer.from(sealed.subarray(0, receiverBytes)).toString("base64url");
