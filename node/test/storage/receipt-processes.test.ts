import { type Bytes32, bytes32Schema, receiptHash } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { testDatabase, type TestDatabase } from "../../../test/harness/postgres.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { ReceiptOutcome } from "../../src/storage/receipts.ts";
import type { Store } from "../../src/storage/store.ts";
import { sharedRead } from "../receipts/example.ts";
import { createPerson, erasureOf, NOW, readAll } from "./examples.ts";
import { postgresSettings } from "./postgres.ts";

const placeSchema = z.object({ seq: z.number(), prev: bytes32Schema.nullable() });

/** Two pools of connections are two processes, as the database sees it. */
describe("receipts that two processes add to one PostgreSQL", () => {
  let database: TestDatabase;
  let stores: readonly [Store, Store];
  before(async () => {
    database = await testDatabase();
    const open = (): Promise<Store> => openPostgresStore(postgresSettings(database.url));
    stores = [await open(), await open()];
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  const append = (store: Store, owners: readonly Bytes32[]): Promise<readonly ReceiptOutcome[]> =>
    store.receipts.appendReceipts(
      owners.map((owner) => sharedRead(owner)),
      (read, place) => JSON.stringify({ ...place, ...read }),
    );

  /** Fails the test unless the chain is whole. */
  async function lengthOfChain(owner: Bytes32): Promise<number> {
    const chain = (await readAll((page) => stores[0].receipts.receiptsOf(owner, page), 100)).reverse();
    let prev: Bytes32 | null = null;
    for (const [at, jws] of chain.entries()) {
      expect(placeSchema.parse(JSON.parse(jws))).to.deep.equal({ seq: at + 1, prev });
      prev = receiptHash(jws);
    }
    return chain.length;
  }

  it("go on from where the other process left each chain, and from where it did not", async () => {
    const [a, b] = [await createPerson(stores[0]), await createPerson(stores[0])];
    const both = [a.userId, b.userId];
    await append(stores[0], both);
    await append(stores[1], [a.userId]);
    expect(await append(stores[0], both)).to.deep.equal(["kept", "kept"]);
    expect(await append(stores[1], both)).to.deep.equal(["kept", "kept"]);
    expect(await lengthOfChain(a.userId)).to.equal(4);
    expect(await lengthOfChain(b.userId)).to.equal(3);
  });

  it("are chains without a fork where both add to the same ones at once, in opposite orders", async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => createPerson(stores[0])));
    const owners = people.map(({ userId }) => userId);
    const writes = 30;
    const write = async (store: Store, order: readonly Bytes32[]): Promise<void> => {
      for (let time = 0; time < writes; time += 1)
        expect(await append(store, order)).to.deep.equal(order.map(() => "kept"));
    };
    await Promise.all([write(stores[0], owners), write(stores[1], [...owners].reverse())]);
    for (const owner of owners) expect(await lengthOfChain(owner)).to.equal(2 * writes);
  });

  it("are none for an owner who was erased in the other process meanwhile", async () => {
    const [gone, stays] = [await createPerson(stores[0]), await createPerson(stores[0])];
    const both = [gone.userId, stays.userId];
    await append(stores[0], both);
    expect(await stores[1].erasures.eraseUser(erasureOf(gone), NOW)).to.equal("erased");
    expect(await append(stores[0], both)).to.deep.equal(["owner-gone", "kept"]);
    expect(await lengthOfChain(stays.userId)).to.equal(2);
  });
});
