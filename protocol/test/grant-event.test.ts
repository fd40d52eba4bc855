import { AbiCoder, id, keccak256, zeroPadValue } from "ethers";
import { expect } from "chai";
import {
  advanceJournal,
  EMPTY_JOURNAL,
  type GrantEvent,
  grantHandle,
  parseAddress,
  parseBytes32,
  sealedGrantHandle,
} from "@idos/protocol";

const OWNER = parseAddress(`0x${"a1".repeat(20)}`);
const GRANTEE = parseAddress(`0x${"b2".repeat(20)}`);
const SHARE = parseBytes32(`0x${"11".repeat(32)}`);
const coder = AbiCoder.defaultAbiCoder();

const EVENTS: readonly GrantEvent[] = [
  { kind: "granted", owner: OWNER, grantee: GRANTEE, shareId: SHARE, expiresAt: 99n, seq: 1n },
  { kind: "revoked", owner: OWNER, grantee: GRANTEE, shareId: SHARE, seq: 2n },
  { kind: "revoked-all", owner: OWNER, epoch: 1n, seq: 3n },
  { kind: "renounced", owner: OWNER, grantee: GRANTEE, shareId: SHARE, seq: 4n },
  { kind: "granted-sealed", owner: OWNER, handle: SHARE, expiresAt: 98n, seq: 5n },
  { kind: "revoked-sealed", owner: OWNER, handle: SHARE, seq: 6n },
  { kind: "messages-voided", owner: OWNER, handle: SHARE, nonce: 7n, seq: 7n },
  { kind: "change-skipped", owner: OWNER, handle: SHARE, nonce: 8n, seq: 8n },
];

describe("grant events", () => {
  it("a grant's handle is the hash of grantee and share", () => {
    expect(grantHandle(GRANTEE, SHARE)).to.equal(
      keccak256(coder.encode(["address", "bytes32"], [GRANTEE, SHARE])),
    );
  });

  it("a sealed grant's handle is the hash of grantee, share and salt, and no public grant's", () => {
    const salt = parseBytes32(`0x${"22".repeat(32)}`);
    expect(sealedGrantHandle(GRANTEE, SHARE, salt)).to.equal(
      keccak256(coder.encode(["address", "bytes32", "bytes32"], [GRANTEE, SHARE, salt])),
    );
    expect(sealedGrantHandle(GRANTEE, SHARE, salt)).to.not.equal(grantHandle(GRANTEE, SHARE));
  });

  it("the journal chains every field of every event, restated step by step", () => {
    const zero = `0x${"00".repeat(32)}`;
    const rows = [
      ["Granted(address,address,bytes32,uint64,uint64)", zeroPadValue(GRANTEE, 32), SHARE, 99n],
      ["Revoked(address,address,bytes32,uint64)", zeroPadValue(GRANTEE, 32), SHARE, 0n],
      ["RevokedAll(address,uint64,uint64)", zero, zero, 1n],
      ["Renounced(address,address,bytes32,uint64)", zeroPadValue(GRANTEE, 32), SHARE, 0n],
      ["GrantedSealed(address,bytes32,uint64,uint64)", SHARE, zero, 98n],
      ["RevokedSealed(address,bytes32,uint64)", SHARE, zero, 0n],
      ["MessagesVoided(address,bytes32,uint64,uint64)", SHARE, zero, 7n],
      ["ChangeSkipped(address,bytes32,uint64,uint64)", SHARE, zero, 8n],
    ] as const;
    let word = 0n;
    for (const [index, [event, subject, share, value]] of rows.entries()) {
      const types = ["uint256", "bytes32", "address", "bytes32", "bytes32", "uint64"];
      const hash = BigInt(keccak256(coder.encode(types, [word, id(event), OWNER, subject, share, value])));
      word = (BigInt(index + 1) << 192n) | (hash & (2n ** 192n - 1n));
    }
    const journal = EVENTS.reduce(advanceJournal, EMPTY_JOURNAL);
    expect((journal.seq << 192n) | journal.digest).to.equal(word);
  });

  it("two histories that differ in one event, or in order, have different digests", () => {
    const [granted, revoked, all] = EVENTS;
    if (!granted || !revoked || !all) throw new Error("three events");
    const histories = [[granted, revoked], [revoked, granted], [granted, all], [granted], [all]];
    const digests = histories.map((history) => history.reduce(advanceJournal, EMPTY_JOURNAL).digest);
    expect(new Set(digests).size).to.equal(histories.length);
  });
});
