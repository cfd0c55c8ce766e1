/**
 * Acts at the door that the branch has not answered yet, sealed on this tablet: they outlive a reload, a sign-out and the list. What
 * the branch refused for good stays as well, until somebody has seen it.
 */
import { inStore } from "../kept-db";
import { newSealKey, seal, type Sealed, unseal } from "./seal";
import { changed, outboxDb } from "./unsent";

/** Somebody was let in: the command as it is sent, and what the page shows of it. */
export interface Act {
  /** The command's id, made when the officer acted: acts are sent in its order. */
  readonly id: string;
  readonly slip: string;
  readonly lang: string;
  readonly atMs: number;
  /** Staff id of who acted. */
  readonly officer: string;
  readonly booking: string;
  readonly ref: string;
  readonly service: string;
  readonly startsAtMs: number;
}

/** What became of an act that is no check-in, by its code. */
export interface Unsettled {
  readonly act: Act;
  readonly code: string;
}

/** Before anybody is told that they may go in: it is on disk when this resolves, and rejects where nothing can be kept. */
export const keepAct = async (act: Act): Promise<void> => {
  const sealed = await seal(await outboxKey(), `act ${act.id}`, act);
  await inStore(outboxDb, "acts", "readwrite", (acts) => acts.put(sealed, act.id));
  await changed();
};

/** The oldest first. */
export const keptActs = (): Promise<readonly Act[]> => all<Act>("acts", "act");

export const dropAct = async (id: string): Promise<void> => {
  await inStore(outboxDb, "acts", "readwrite", (acts) => acts.delete(id));
  await changed();
};

export const keepUnsettled = async (unsettled: Unsettled): Promise<void> => {
  const { id } = unsettled.act;
  const sealed = await seal(await outboxKey(), `unsettled ${id}`, unsettled);
  await inStore(outboxDb, "unsettled", "readwrite", (rows) => rows.put(sealed, id));
};

export const keptUnsettled = (): Promise<readonly Unsettled[]> => all<Unsettled>("unsettled", "unsettled");

export const dropUnsettled = (id: string): Promise<undefined> =>
  inStore(outboxDb, "unsettled", "readwrite", (rows) => rows.delete(id));

const all = async <T>(store: string, name: string): Promise<readonly T[]> => {
  const ids = await inStore(outboxDb, store, "readonly", (rows) => rows.getAllKeys());
  if (ids.length === 0) return [];
  const key = await outboxKey();
  const found: T[] = [];
  for (const id of ids) {
    const sealed = await inStore(
      outboxDb,
      store,
      "readonly",
      (rows) => rows.get(id) as IDBRequest<Sealed | undefined>,
    );
    if (sealed) found.push(await unseal<T>(key, `${name} ${String(id)}`, sealed));
  }
  return found;
};

/** Of this tablet, whoever is signed in. */
const outboxKey = async (): Promise<CryptoKey> => {
  const kept = await inStore(
    outboxDb,
    "keys",
    "readonly",
    (keys) => keys.get("outbox") as IDBRequest<CryptoKey | undefined>,
  );
  if (kept) return kept;
  const made = await newSealKey();
  await inStore(outboxDb, "keys", "readwrite", (keys) => keys.put(made, "outbox"));
  return made;
};
