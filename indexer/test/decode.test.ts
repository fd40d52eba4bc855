import { AccessManagementProtocol__factory, NEVER_EXPIRES, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ContractLog } from "../src/chain-source.ts";
import { decode } from "../src/decode.ts";
import { ContradictionError } from "../src/errors.ts";

const contract = AccessManagementProtocol__factory.createInterface();
const owner = parseAddress(`0x${"0a".repeat(20)}`);
const grantee = parseAddress(`0x${"0b".repeat(20)}`);
const shareId = parseBytes32(`0x${"0c".repeat(32)}`);

/** A log as the compiled contract's own interface encodes it. */
function log(event: "Granted" | "Revoked" | "RevokedAll", values: readonly unknown[]): ContractLog {
  const { topics, data } = contract.encodeEventLog(event, values);
  const place = { address: owner, blockNumber: 7, blockHash: shareId, logIndex: 0 };
  return { ...place, topics: topics.map(parseBytes32), data };
}

describe("decoding a log", () => {
  it("gives what the contract's interface encoded", () => {
    expect(decode(log("Granted", [owner, grantee, shareId, NEVER_EXPIRES, 1n]))).to.deep.equal({
      event: { kind: "granted", owner, grantee, shareId, expiresAt: NEVER_EXPIRES, seq: 1n },
      blockNumber: 7,
    });
    expect(decode(log("Revoked", [owner, grantee, shareId, 2n])).event).to.deep.equal({
      ...{ kind: "revoked", owner, grantee, shareId, seq: 2n },
    });
    expect(decode(log("RevokedAll", [owner, 5n, 3n])).event).to.deep.equal({
      ...{ kind: "revoked-all", owner, epoch: 5n, seq: 3n },
    });
  });

  const granted = log("Granted", [owner, grantee, shareId, 9n, 1n]);
  const wrong: Record<string, ContractLog> = {
    "an unknown event": { ...granted, topics: [parseBytes32(ZeroHash), ...granted.topics.slice(1)] },
    "no topics": { ...granted, topics: [] },
    "a missing topic": { ...granted, topics: granted.topics.slice(0, 3) },
    "a topic too many": {
      ...log("RevokedAll", [owner, 5n, 3n]),
      topics: [...log("RevokedAll", [owner, 5n, 3n]).topics, shareId],
    },
    "an owner of more than 20 bytes": { ...granted, topics: granted.topics.with(1, shareId) },
    "data that is cut": { ...granted, data: granted.data.slice(0, -2) },
    "data with more behind it": { ...granted, data: `${granted.data}00` },
    "an expiry of more than 64 bits": { ...granted, data: `0x01${granted.data.slice(4)}` },
    "no data": { ...granted, data: "0x" },
  };
  for (const [what, bad] of Object.entries(wrong)) {
    it(`throws on ${what}`, () => {
      expect(() => decode(bad)).to.throw(ContradictionError);
    });
  }
});
