import { createStore, del, get, set } from "idb-keyval";

/** Where a page keeps what it remembers, by name. What is kept may hold CryptoKey objects (structured clone). */
export interface SeedStore {
  read(name: string): Promise<unknown>;
  write(name: string, value: object): Promise<void>;
  remove(name: string): Promise<void>;
}

/** IndexedDB of the page's origin: unlike localStorage it keeps a key that no script can read. */
export function indexedDbSeedStore(): SeedStore {
  const store = createStore("idos-keys", "seeds");
  return {
    read: (name) => get<unknown>(name, store),
    write: (name, value) => set(name, value, store),
    remove: (name) => del(name, store),
  };
}
