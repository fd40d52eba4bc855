import { type Bytes32, bytes32Schema, ProblemError, receiptHash } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import type { ReceiptPlace, SharedRead } from "../../src/storage/receipts.ts";
import type { Store } from "../../src/storage/store.ts";
import { sharedRead } from "../receipts/example.ts";
import { CHAIN_ID, createPerson, NOW, randomId, readAll, share, version, write } from "./examples.ts";

/** A store signs nothing, so any text that holds the claims does for a JWS. */
const claimsSchema = z.object({ seq: z.number(), prev: bytes32Schema.nullable(), share: bytes32Schema });
const claimsOf = (jws: string): z.infer<typeof claimsSchema> => claimsSchema.parse(JSON.parse(jws));
const sign = (read: SharedRead, place: ReceiptPlace): string => JSON.stringify({ ...place, ...read });

export function describeReceipts(store: () => Store): void {
  describe("receipts", () => {
    const append = (reads: readonly SharedRead[]) => store().receipts.appendReceipts(reads, sign);
    /** Oldest first. */
    const chainOf = async (owner: Bytes32): Promise<readonly string[]> =>
      (await readAll((page) => store().receipts.receiptsOf(owner, page), 100)).reverse();

    /** Fails the test unless the chain is whole; returns the shares in its order. */
    async function sharesInChain(owner: Bytes32): Promise<readonly string[]> {
      let prev: Bytes32 | null = null;
      const shares: string[] = [];
      for (const jws of await chainOf(owner)) {
        const claims = claimsOf(jws);
        expect(claims).to.include({ seq: shares.length + 1, prev });
        shares.push(claims.share);
        prev = receiptHash(jws);
      }
      return shares;
    }

    it("of one owner are a chain in the order of the reads, over several writes", async () => {
      const { userId } = await createPerson(store());
      const reads = Array.from({ length: 7 }, () => sharedRead(userId));
      expect(await append(reads.slice(0, 4))).to.deep.equal(Array.from({ length: 4 }, () => "kept"));
      await append(reads.slice(4));
      expect(await sharesInChain(userId)).to.deep.equal(reads.map(({ share }) => share));
    });

    it("of several owners in one write are a chain for each", async () => {
      const [a, b] = [await createPerson(store()), await createPerson(store())];
      const reads = Array.from({ length: 9 }, (_, n) => sharedRead((n % 3 === 0 ? a : b).userId));
      await append(reads);
      for (const { userId } of [a, b])
        expect(await sharesInChain(userId)).to.deep.equal(
          reads.filter(({ owner }) => owner === userId).map(({ share }) => share),
        );
    });

    it("of reads that are written at once fork no chain and lose none", async () => {
      const people = [await createPerson(store()), await createPerson(store()), await createPerson(store())];
      const batches = Array.from({ length: 12 }, () => people.map(({ userId }) => sharedRead(userId)));
      await Promise.all(batches.map(append));
      for (const { userId } of people) expect(await sharesInChain(userId)).to.have.length(12);
    });

    it("are not kept for who is no user, and those beside them are", async () => {
      const { userId } = await createPerson(store());
      const reads = [sharedRead(randomId()), sharedRead(userId)];
      expect(await append(reads)).to.deep.equal(["owner-gone", "kept"]);
      expect(await sharesInChain(userId)).to.have.length(1);
    });

    it("are none at all where one cannot be signed", async () => {
      const { userId } = await createPerson(store());
      const failing = store().receipts.appendReceipts(
        [sharedRead(userId), sharedRead(userId)],
        (read, place) => {
          if (place.seq === 2) throw new Error("no signature");
          return sign(read, place);
        },
      );
      expect(await failing.catch(String)).to.equal("Error: no signature");
      expect(await chainOf(userId)).to.deep.equal([]);
    });

    it("are listed newest first in pages, each once, and to nobody else", async () => {
      const { userId } = await createPerson(store());
      await append(Array.from({ length: 7 }, () => sharedRead(userId)));
      const all = await store().receipts.receiptsOf(userId, { limit: 100 });
      expect(all.next).to.equal(null);
      expect(all.items.map((jws) => claimsOf(jws).seq)).to.deep.equal([7, 6, 5, 4, 3, 2, 1]);
      for (const limit of [1, 2, 3, 7])
        expect(await readAll((page) => store().receipts.receiptsOf(userId, page), limit)).to.deep.equal(
          all.items,
        );
      expect(await store().receipts.receiptsOf(randomId(), { limit: 1 })).to.deep.equal({
        items: [],
        next: null,
      });
    });

    it("tell an owner when each of her shares was read last", async () => {
      const person = await createPerson(store());
      const record = await write(store(), version(person));
      const [read, unread] = [share(person, [record]), share(person, [record])];
      for (const each of [read, unread]) await store().shares.putShare(each);
      const of = { share: read.share };
      await append([NOW, NOW + 5, NOW + 3].map((iat) => sharedRead(person.userId, { ...of, iat })));
      await append([sharedRead((await createPerson(store())).userId, { ...of, iat: NOW + 9 })]);
      const whose = { ownerId: person.userId, chainId: CHAIN_ID };
      const { items } = await store().shares.sharesOwnedBy(whose, { limit: 100 });
      const lastReads = new Map(items.map((each) => [each.share, each.lastReadAtSeconds]));
      expect(lastReads.get(read.share)).to.equal(NOW + 5);
      expect(lastReads.get(unread.share)).to.equal(null);
    });

    for (const cursor of ["", "x", "-1", "1e3", "01"])
      it(`the cursor ${JSON.stringify(cursor)} is malformed`, async () => {
        const problem = await store()
          .receipts.receiptsOf(randomId(), { cursor, limit: 1 })
          .then(
            () => undefined,
            (error: unknown) => error,
          );
        expect(problem).to.be.instanceOf(ProblemError).and.to.have.property("code", "MALFORMED_REQUEST");
      });
  });
}
