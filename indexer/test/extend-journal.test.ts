import { EMPTY_JOURNAL, parseAddress, ZERO_BYTES32 } from "@idos/protocol";
import { expect } from "chai";
import { ContradictionError } from "../src/errors.ts";
import { extendJournal, sameJournal } from "../src/extend-journal.ts";
import { type PlacedEvent, placeEvent } from "../src/placed-event.ts";

const owner = parseAddress(`0x${"01".repeat(20)}`);
const place = { blockNumber: 5, transactionHash: ZERO_BYTES32 };
const event = (seq: bigint): PlacedEvent =>
  placeEvent({ kind: "revoked-all", owner, epoch: seq, seq }, place);

describe("extending the journal", () => {
  it("counts events, and gives another digest for another order", () => {
    const journal = extendJournal(EMPTY_JOURNAL, [event(1n), event(2n)]);
    expect(journal.seq).to.equal(2n);
    const other = extendJournal(EMPTY_JOURNAL, [event(1n)]);
    expect(sameJournal(journal, { ...other, seq: 2n })).to.equal(false);
    expect(sameJournal(journal, extendJournal(other, [event(2n)]))).to.equal(true);
  });

  for (const [what, seqs] of Object.entries({
    "a gap": [1n, 3n],
    "a double": [1n, 1n],
    "a late start": [2n],
  })) {
    it(`throws at ${what} in seq`, () => {
      expect(() => extendJournal(EMPTY_JOURNAL, seqs.map(event))).to.throw(ContradictionError);
    });
  }
});
