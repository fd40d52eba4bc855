import { expect } from "chai";
import { storedTransactions } from "../../src/transactions/stored-transactions.ts";
import { createTransactionList } from "../../src/transactions/transaction-list.ts";
import type { Intent } from "../../src/transactions/intent.ts";

const account = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const intent: Intent = { kind: "grant", grantee: account, records: 1 };
const hash = `0x${"ab".repeat(32)}`;

/** A browser's storage, of which the list uses three methods. */
function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

function openList(place: ReturnType<typeof storage>) {
  let next = 0;
  return createTransactionList(storedTransactions(place, account), () => `t${next++}`);
}

describe("the list of transactions", () => {
  it("is there again after a reload, with what was on its way", () => {
    const place = storage();
    const list = openList(place);
    const id = list.add(intent);
    list.tell(id, { told: "finished", hash, blockNumber: 3, seen: true });
    list.setNonce(id, 4);
    expect(openList(place).all()).to.deep.equal([
      { id, intent, nonce: 4, state: { stage: "nodes-updated", hash, blockNumber: 3, seen: true } },
    ]);
  });

  it("takes for interrupted what waited for the wallet", () => {
    const place = storage();
    openList(place).add(intent);
    expect(openList(place).all()[0]?.state).to.deep.equal({ stage: "interrupted" });
  });

  it("keeps each account's apart, and nothing of what is dismissed", () => {
    const place = storage();
    const list = openList(place);
    const id = list.add(intent);
    expect(storedTransactions(place, `0x${"1".repeat(40)}`).load()).to.deep.equal([]);
    list.remove(id);
    expect(place.items.size).to.equal(0);
  });

  it("begins empty where what is stored is of no known form", () => {
    const place = storage();
    for (const text of ["", "{", "[1]", `[{"id":"x","intent":{"kind":"steal"}}]`]) {
      place.items.set(`idos.transactions.${account}`, text);
      expect(openList(place).all()).to.deep.equal([]);
    }
  });

  it("tells its listeners of each change, until they stop listening", () => {
    const list = openList(storage());
    let told = 0;
    const stop = list.subscribe(() => told++);
    const id = list.add(intent);
    list.tell(id, { told: "slow" });
    stop();
    list.remove(id);
    expect(told).to.equal(2);
  });
});
