/** What this browser keeps in IndexedDB: one request at a time, each in a transaction of its own that is on disk when it resolves. */

export interface KeptDb {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly string[];
}

/** Rejects when the browser keeps nothing (a private window) or has no room left. */
export const inStore = async <T>(
  database: KeptDb,
  store: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const db = await open(database);
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(store, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(store));
      transaction.addEventListener("complete", () => resolve(request.result));
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  } finally {
    db.close();
  }
};

const open = ({ name, version, stores }: KeptDb): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.addEventListener("upgradeneeded", () => {
      for (const store of stores) opening.result.createObjectStore(store);
    });
    opening.addEventListener("success", () => resolve(opening.result));
    opening.addEventListener("error", () => reject(opening.error));
  });

/** All of it goes, also the memory that it was there. */
export const dropDb = ({ name }: KeptDb): Promise<void> =>
  new Promise((resolve, reject) => {
    const dropping = indexedDB.deleteDatabase(name);
    dropping.addEventListener("success", () => resolve());
    dropping.addEventListener("error", () => reject(dropping.error));
  });
