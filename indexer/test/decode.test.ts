import {
  AccessManagementProtocol__factory,
  EVENT_TOPICS,
  grantHandle,
  NEVER_EXPIRES,
  parseAddress,
  parseBytes32,
} from "@idos/protocol";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ContractLog } from "../src/chain-source.ts";
import { decode } from "../src/decode.ts";
import { ContradictionError } from "../src/errors.ts";

const contract = AccessManagementProtocol__factory.createInterface();
const owner = parseAddress(`0x${"0a".repeat(20)}`);
const grantee = parseAddress(`0x${"0b".repeat(20)}`);
const shareId = parseBytes32(`0x${"0c".repeat(32)}`);
const transactionHash = parseBytes32(`0x${"0d".repeat(32)}`);

type Name = Parameters<typeof contract.getEvent>[0];

/** A log as the compiled contract's own interface encodes it. */
function log(event: Name, values: readonly unknown[]): ContractLog {
  const { topics, data } = contract.encodeEventLog(event, values);
  const place = { address: owner, blockNumber: 7, blockHash: shareId, logIndex: 0 };
  return { ...place, transactionHash, topics: topics.map(parseBytes32), data };
}

describe("decoding a log", () => {
  it("knows every event of the contract", () => {
    const topics: string[] = [];
    contract.forEachEvent((fragment) => {
      if (fragment.name !== "EIP712DomainChanged") topics.push(fragment.topicHash);
    });
    expect(topics.sort()).to.deep.equal(Object.values(EVENT_TOPICS).sort());
  });

  it("gives what the contract's interface encoded", () => {
    expect(decode(log("Granted", [owner, grantee, shareId, NEVER_EXPIRES, 1n]))).to.deep.equal({
      event: { kind: "granted", owner, grantee, shareId, expiresAt: NEVER_EXPIRES, seq: 1n },
      ...{ handle: grantHandle(grantee, shareId), blockNumber: 7, transactionHash },
    });
    expect(decode(log("Revoked", [owner, grantee, shareId, 2n])).event).to.deep.equal({
      ...{ kind: "revoked", owner, grantee, shareId, seq: 2n },
    });
    expect(decode(log("RevokedAll", [owner, 5n, 3n])).event).to.deep.equal({
      ...{ kind: "revoked-all", owner, epoch: 5n, seq: 3n },
    });
    expect(decode(log("Renounced", [owner, grantee, shareId, 4n])).event).to.deep.equal({
      ...{ kind: "renounced", owner, grantee, shareId, seq: 4n },
    });
    const handle = shareId;
    expect(decode(log("GrantedSealed", [owner, handle, 9n, 5n])).event).to.deep.equal({
      ...{ kind: "granted-sealed", owner, handle, expiresAt: 9n, seq: 5n },
    });
    expect(decode(log("RevokedSealed", [owner, handle, 6n])).event).to.deep.equal({
      ...{ kind: "revoked-sealed", owner, handle, seq: 6n },
    });
    expect(decode(log("MessagesVoided", [owner, handle, 8n, 7n])).event).to.deep.equal({
      ...{ kind: "messages-voided", owner, handle, nonce: 8n, seq: 7n },
    });
    expect(decode(log("ChangeSkipped", [owner, handle, 9n, 8n])).event).to.deep.equal({
      ...{ kind: "change-skipped", owner, handle, nonce: 9n, seq: 8n },
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
    "a missing handle": {
      ...log("RevokedSealed", [owner, shareId, 1n]),
      topics: log("RevokedSealed", [owner, shareId, 1n]).topics.slice(0, 2),
    },
    "a sealed grant that names a share": {
      ...log("GrantedSealed", [owner, shareId, 9n, 1n]),
      topics: [...log("GrantedSealed", [owner, shareId, 9n, 1n]).topics, shareId],
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
