import { expect } from "chai";
import { z } from "zod";
import { recallSeed, REMEMBERED_MS_MAX, rememberSeed } from "../../src/keys/remember/remembered-seed.ts";
import type { SeedStore } from "../../src/keys/remember/seed-store.ts";
import { idOf } from "../harness/actor.ts";

const NOW = 1_767_225_600_000;
const SEED = new Uint8Array(32).fill(0x5e);

/** Keeps what a page's database would keep: copies by the same algorithm. */
function copyingStore(): SeedStore & { readonly kept: Map<string, unknown> } {
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

describe("a remembered seed", () => {
  let store: ReturnType<typeof copyingStore>;
  beforeEach(async () => {
    store = copyingStore();
    await rememberSeed(store, idOf(1), SEED, NOW);
  });
  const change = (by: object) => {
    store.kept.set(idOf(1), Object.assign(structuredClone(store.kept.get(idOf(1))) ?? {}, by));
  };

  it("comes back for eight hours, and is forgotten after them", async () => {
    expect(await recallSeed(store, idOf(1), NOW + REMEMBERED_MS_MAX - 1)).to.deep.equal(SEED);
    expect(await recallSeed(store, idOf(1), NOW + REMEMBERED_MS_MAX)).to.equal(undefined);
    expect(store.kept.size).to.equal(0);
  });

  it("is under a key that nobody can take out", async () => {
    const { key } = z.object({ key: z.instanceof(CryptoKey) }).parse(store.kept.get(idOf(1)));
    expect(key.extractable).to.equal(false);
    const taken = await crypto.subtle.exportKey("raw", key).catch(() => "refused");
    expect(taken).to.equal("refused");
  });

  it("does not come back with a later end, for another user, after the clock was set back, or changed", async () => {
    change({ expiresAtMs: NOW + REMEMBERED_MS_MAX + 1000 });
    expect(await recallSeed(store, idOf(1), NOW + 2000)).to.equal(undefined);
    await rememberSeed(store, idOf(1), SEED, NOW);
    store.kept.set(idOf(2), store.kept.get(idOf(1)));
    expect(await recallSeed(store, idOf(2), NOW)).to.equal(undefined);
    expect(await recallSeed(store, idOf(1), NOW - 1000)).to.equal(undefined);
    await rememberSeed(store, idOf(1), SEED, NOW);
    change({ ciphertext: new Uint8Array(48) });
    expect(await recallSeed(store, idOf(1), NOW)).to.equal(undefined);
    store.kept.set(idOf(1), "something else");
    expect(await recallSeed(store, idOf(1), NOW)).to.equal(undefined);
  });
});
