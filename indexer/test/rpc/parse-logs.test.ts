import { expect } from "chai";
import { RpcError } from "../../src/errors.ts";
import { parseLogs } from "../../src/rpc/parse-logs.ts";

const word = (digits: string): string => `0x${digits.repeat(32)}`;
const log = {
  address: "0x52908400098527886E0F7030069857D2E4169EE7",
  topics: [word("0A"), word("0b")],
  data: "0xABcd",
  blockNumber: "0x10",
  blockHash: word("CC"),
  transactionHash: word("dd"),
  transactionIndex: "0x0",
  logIndex: "0x0",
  removed: false,
};

describe("parsing logs", () => {
  it("gives every value in its one spelling", () => {
    const lower = {
      address: "0x52908400098527886e0f7030069857d2e4169ee7",
      topics: [word("0a"), word("0b")],
      ...{ data: "0xabcd", blockNumber: 16, blockHash: word("cc"), transactionHash: word("dd"), logIndex: 0 },
    };
    expect(parseLogs([log, log])).to.deep.equal([lower, lower]);
    expect(parseLogs([])).to.deep.equal([]);
  });

  it("takes nothing over from the log before but what it says again", () => {
    const other = { ...log, blockNumber: "0x11", blockHash: word("0e"), transactionHash: word("0f") };
    const [, second] = parseLogs([log, other]);
    expect(second).to.include({ blockNumber: 17, blockHash: word("0e"), transactionHash: word("0f") });
  });

  const wrong: Record<string, unknown> = {
    address: "0x52908400098527886E0F7030069857D2E4169Ee7",
    topics: [word("0a"), word("0b"), word("0c"), word("0d"), word("0e")],
    "topics ": [word("0a").slice(2)],
    data: "0xabc",
    "data ": 5,
    blockNumber: "0x01",
    "blockNumber ": `0x${"f".repeat(20)}`,
    blockHash: null,
    transactionHash: `${word("dd")}00`,
    logIndex: 0,
    "logIndex ": undefined,
    removed: true,
    "removed ": null,
  };
  for (const [field, value] of Object.entries(wrong))
    it(`names ${field.trim()} when it is ${String(value).slice(0, 30)}`, () => {
      const bad = { ...log, [field.trim()]: value };
      expect(() => parseLogs([log, bad])).to.throw(RpcError, `1.${field.trim()}`);
    });

  for (const answer of [null, {}, "0x", [null], [5], [[]]])
    it(`refuses ${JSON.stringify(answer)}`, () => {
      expect(() => parseLogs(answer)).to.throw(RpcError, "malformed");
    });
});
