import type { SeedStore } from "@idos/sdk";

/** Keeps what a page's database would keep: copies by the same algorithm. */
export function copyingStore(): SeedStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    read: (name) => Promise.resolve(structuredClone(kept.get(name))),
    write: (name, value) => {
      kept.set(name, structuredClone(value));
      return Promise.resolve();
    },
    remove: (name) => {
      kept.delete(name);
      return Promise.resolve();
    },
  };
}
