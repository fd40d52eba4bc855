import {
  advanceJournal,
  EMPTY_JOURNAL,
  type GrantEvent,
  grantHandle as pureHandle,
  NEVER_EXPIRES,
  parseAddress,
  parseBytes32,
  toHex,
} from "@idos/protocol";
import { expect } from "chai";
import { concat, dataSlice, keccak256 } from "ethers";
import * as fc from "fast-check";
import { entryKey } from "../src/entry-key.ts";
import { advanceJournalBy, grantHandle } from "../src/grant-hashing.ts";
import { keccak256 as fastKeccak } from "../src/keccak.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);
const address = bytes(20).map(parseAddress);
const word = bytes(32).map(parseBytes32);
const uint64 = fc.bigInt({ min: 0n, max: NEVER_EXPIRES });
const share = { owner: address, grantee: address, shareId: word, seq: uint64 };
const sealed = { owner: address, handle: word, seq: uint64 };

const event: fc.Arbitrary<GrantEvent> = fc.oneof(
  fc.record({ kind: fc.constant("granted" as const), ...share, expiresAt: uint64 }),
  fc.record({ kind: fc.constantFrom("revoked" as const, "renounced" as const), ...share }),
  fc.record({ kind: fc.constant("granted-sealed" as const), ...sealed, expiresAt: uint64 }),
  fc.record({ kind: fc.constant("revoked-sealed" as const), ...sealed }),
  fc.record({ kind: fc.constant("revoked-all" as const), owner: address, epoch: uint64, seq: uint64 }),
  fc.record({
    kind: fc.constantFrom("messages-voided" as const, "change-skipped" as const),
    ...sealed,
    nonce: uint64,
  }),
);

describe("the indexer's fast hashing", () => {
  it("hashes as ethers does, whatever the length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (data) => {
        expect(toHex(fastKeccak(data))).to.equal(keccak256(data));
      }),
    );
  });

  it("gives the same handles as the protocol", () => {
    fc.assert(
      fc.property(address, word, (grantee, shareId) => {
        expect(grantHandle(grantee, shareId)).to.equal(pureHandle(grantee, shareId));
      }),
    );
  });

  it("leads a journal on by many events as the protocol does by each", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const one = events.reduce((journal, next) => advanceJournal(journal, next), EMPTY_JOURNAL);
        expect(advanceJournalBy(EMPTY_JOURNAL, events)).to.deep.equal(one);
        const half = Math.floor(events.length / 2);
        const first = advanceJournalBy(EMPTY_JOURNAL, events.slice(0, half));
        expect(advanceJournalBy(first, events.slice(half))).to.deep.equal(one);
      }),
    );
  });

  it("finds an entry by the first 24 bytes of the hash of owner and handle", () => {
    fc.assert(
      fc.property(address, word, (owner, handle) => {
        expect(toHex(entryKey(owner, handle))).to.equal(dataSlice(keccak256(concat([owner, handle])), 0, 24));
      }),
    );
  });
});
