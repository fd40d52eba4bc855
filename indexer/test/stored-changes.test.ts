import { NEVER_EXPIRES, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import * as fc from "fast-check";
import { CorruptIndexError } from "../src/errors.ts";
import type { GrantEntry } from "../src/grant-entry.ts";
import { packEntry, packEpoch, unpackEntry, unpackEpoch } from "../src/redis/pack-entry.ts";
import { storeChange } from "../src/redis/stored-changes.ts";

const owner = parseAddress(`0x${"0a".repeat(20)}`);
const parties = {
  grantee: parseAddress(`0x${"0b".repeat(20)}`),
  shareId: parseBytes32(`0x${"0c".repeat(32)}`),
};
const handle = parseBytes32(`0x${"0d".repeat(32)}`);
const sealed: GrantEntry = { expiresAt: 9n, sinceBlock: 1, epoch: 0n };
const put = "00000109";

describe("a change as Redis stores it", () => {
  const stored = (after: GrantEntry | undefined) =>
    storeChange({ kind: "entry", owner, handle, before: undefined, after });

  it("names grantee and share where they are known, else the handle alone", () => {
    expect(stored({ ...sealed, parties })).to.deep.equal({ put, owner, handle, ...parties });
    expect(stored(sealed)).to.deep.equal({ put, owner, handle });
    expect(stored(undefined)).to.deep.equal({ drop: true, owner, handle });
  });
});

describe("a packed entry", () => {
  const uint64 = fc.oneof(fc.constant(NEVER_EXPIRES), fc.bigInt({ min: 0n, max: NEVER_EXPIRES }));
  const term = fc.record({ expiresAt: uint64, sinceBlock: fc.nat(Number.MAX_SAFE_INTEGER) });
  const entry = fc
    .tuple(term, fc.bigInt({ min: 0n, max: NEVER_EXPIRES }), fc.option(term, { nil: undefined }))
    .map(([newest, epoch, prior]) => ({ ...newest, epoch, ...(prior === undefined ? {} : { prior }) }));

  it("gives the entry back, in at most 48 bytes", () => {
    fc.assert(
      fc.property(entry, (one) => {
        const packed = packEntry(one);
        expect(unpackEntry(packed)).to.deep.equal(one);
        expect(packed.length).to.be.at.most(48);
      }),
    );
  });

  it("of the usual kind takes 11 bytes with an expiry and 6 without", () => {
    const usual = { expiresAt: 1_900_000_000n, sinceBlock: 22_000_000, epoch: 0n };
    expect(packEntry(usual)).to.have.length(11);
    expect(packEntry({ ...usual, expiresAt: NEVER_EXPIRES })).to.have.length(6);
  });

  it("that is cut, longer or of another form is refused", () => {
    fc.assert(
      fc.property(entry, (one) => {
        const packed = packEntry(one);
        for (const wrong of [packed.subarray(0, -1), Uint8Array.from([...packed, 0])])
          expect(() => unpackEntry(wrong)).to.throw(CorruptIndexError);
      }),
    );
    for (const wrong of [[], [8, 0, 1, 9], [4, 0, 1, 9], [0, 0x80, 0, 1, 9], [0, 0, 1]])
      expect(() => unpackEntry(Uint8Array.from(wrong)), String(wrong)).to.throw("an unreadable entry");
  });
});

describe("a packed epoch", () => {
  it("gives the epoch back; 0 stands as nothing", () => {
    for (const epoch of [1n, 127n, 128n, NEVER_EXPIRES])
      expect(unpackEpoch(packEpoch(epoch))).to.equal(epoch);
    expect(unpackEpoch(undefined)).to.equal(0n);
    for (const wrong of [[], [0], [0x80], [1, 1]])
      expect(() => unpackEpoch(Uint8Array.from(wrong))).to.throw("an unreadable epoch");
  });
});
