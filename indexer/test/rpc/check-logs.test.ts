import { parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import type { ContractLog } from "../../src/chain-source.ts";
import { ContradictionError } from "../../src/errors.ts";
import { checkLogs } from "../../src/rpc/check-logs.ts";

const hash = (digit: string) => parseBytes32(`0x${digit.repeat(64)}`);
const contract = parseAddress(`0x${"cc".repeat(20)}`);
const asked = { contract, first: 5, last: { number: 7, hash: hash("7") } };

function log(blockNumber: number, logIndex: number, own: Partial<ContractLog> = {}): ContractLog {
  const place = { blockNumber, logIndex, blockHash: hash(String(blockNumber)), transactionHash: hash("a") };
  return { address: contract, topics: [], data: "0x", ...place, ...own };
}

describe("logs that answer a question for a range of blocks", () => {
  it("may be none, and may lie in its first and its last block", () => {
    checkLogs([], asked);
    checkLogs([log(5, 0), log(5, 3), log(7, 0)], asked);
  });

  const contradictions: Record<string, readonly ContractLog[]> = {
    "of another contract": [log(5, 0), log(6, 0, { address: parseAddress(`0x${"dd".repeat(20)}`) })],
    "below the range": [log(4, 0)],
    "above the range": [log(8, 0)],
    "of another last block": [log(7, 0, { blockHash: hash("b") })],
    "of two blocks of one number": [log(6, 0), log(6, 1, { blockHash: hash("b") })],
    double: [log(6, 1), log(6, 1)],
    "out of order in a block": [log(6, 1), log(6, 0)],
    "of blocks that are out of order": [log(6, 0), log(5, 1, { blockHash: hash("6") })],
  };
  for (const [what, logs] of Object.entries(contradictions))
    it(`are refused where one is ${what}`, () => {
      expect(() => checkLogs(logs, asked)).to.throw(ContradictionError);
    });
});
