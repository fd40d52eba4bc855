import { expect } from "chai";
import { receiptSchema } from "@idos/protocol";
import { readVisits } from "../../src/pages/activity/read-visits.ts";

const word = (byte: string): string => `0x${byte.repeat(32)}`;
const BOB = `0x${"b0".repeat(20)}`;
const CAROL = `0x${"ca".repeat(20)}`;

function receipt(seq: number, iat: number, record: string | null, reader = BOB) {
  return receiptSchema.parse({
    ...{ v: 1, node: "https://node.example", owner: word("01"), seq, prev: seq === 1 ? null : word("02") },
    ...{ reader, share: word("03"), record, iat },
    decidedAt: {
      ...{ chainId: 1, contract: `0x${"cc".repeat(20)}`, blockNumber: 7, blockHash: word("04") },
    },
  });
}

describe("visits of readers", () => {
  it("gather what one account read of one share in one go", () => {
    const reads = [receipt(3, 101, word("0b")), receipt(2, 100, word("0a")), receipt(1, 100, null)];
    const visits = readVisits(reads);
    expect(visits).to.have.length(1);
    expect(visits[0]).to.deep.include({ reader: BOB, at: 101, blockNumber: 7 });
    expect(visits[0]?.records).to.have.members([word("0a"), word("0b")]);
  });

  it("are several where the reader is another, or time has passed", () => {
    const reads = [
      receipt(3, 500, word("0a"), CAROL),
      receipt(2, 400, word("0a")),
      receipt(1, 100, word("0a")),
    ];
    expect(readVisits(reads).map(({ reader, at }) => [reader, at])).to.deep.equal([
      [CAROL, 500],
      [BOB, 400],
      [BOB, 100],
    ]);
  });
});
