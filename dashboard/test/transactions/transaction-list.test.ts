import { expect } from "chai";
import { storedTransactions } from "../../src/transactions/stored-transactions.ts";
import { createTransactionList } from "../../src/transactions/transaction-list.ts";
import type { Intent } from "../../src/transactions/intent.ts";

const account = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const intent: Intent = { kind: "grant", grantee: account, records: 1 };
const hash = `0x${"ab".repeat(32)}`;

/** As a browser's, in memory. */
class MemoryStorage implements Storage {
  [name: string]: unknown;
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  key(at: number): string | null {
    return [...this.#items.keys()][at] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  clear(): void {
    this.#items.clear();
  }
}

function openList(place: Storage, firstId = 0) {
  let next = firstId;
  const stored = storedTransactions(place, account);
  return createTransactionList(stored, { newId: () => `t${next++}`, nowMs: () => next });
}

describe("the list of transactions", () => {
  it("is there again after a reload, with what was on its way", () => {
    const place = new MemoryStorage();
    const list = openList(place);
    const id = list.add(intent);
    list.tell(id, { told: "finished", hash, blockNumber: 3, seen: true });
    list.setNonce(id, 4);
    expect(openList(place).all()).to.deep.equal([
      {
        id,
        startedAtMs: 1,
        intent,
        nonce: 4,
        state: { stage: "nodes-updated", hash, blockNumber: 3, seen: true },
      },
    ]);
  });

  it("takes for interrupted what waited for the wallet", () => {
    const place = new MemoryStorage();
    openList(place).add(intent);
    expect(openList(place).all()[0]?.state).to.deep.equal({ stage: "interrupted" });
  });

  it("keeps each account's apart, and nothing of what is dismissed", () => {
    const place = new MemoryStorage();
    const list = openList(place);
    const id = list.add(intent);
    expect(storedTransactions(place, `0x${"1".repeat(40)}`).load()).to.deep.equal([]);
    list.remove(id);
    expect(place.length).to.equal(0);
  });

  it("does not undo what another tab of hers keeps", () => {
    const place = new MemoryStorage();
    const [one, other] = [openList(place), openList(place, 10)];
    const [first, second] = [one.add(intent), other.add(intent)];
    one.tell(first, { told: "finished", hash, blockNumber: 3, seen: true });
    expect(
      openList(place)
        .all()
        .map(({ id }) => id),
    ).to.deep.equal([second, first]);
  });

  it("keeps the latest twenty", () => {
    const place = new MemoryStorage();
    const list = openList(place);
    for (let count = 0; count < 25; count++) list.add(intent);
    expect(openList(place).all()).to.have.length(20);
    expect(openList(place).all()[0]?.id).to.equal("t24");
    expect(place.length).to.equal(20);
  });

  it("begins empty where what is stored is of no known form", () => {
    const place = new MemoryStorage();
    for (const text of ["", "{", "[1]", `{"id":"x","intent":{"kind":"steal"}}`]) {
      place.setItem(`idos.transaction.${account}.x`, text);
      expect(openList(place).all()).to.deep.equal([]);
    }
  });

  it("tells its listeners of each change, until they stop listening", () => {
    const list = openList(new MemoryStorage());
    let told = 0;
    const stop = list.subscribe(() => told++);
    const id = list.add(intent);
    list.tell(id, { told: "slow" });
    stop();
    list.remove(id);
    expect(told).to.equal(2);
  });
});
