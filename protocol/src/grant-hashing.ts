import { getBytes, keccak256 } from "ethers";
import { WORD_BYTES, writeUint64, writeWord } from "./abi-words.ts";
import { EVENT_TOPICS, type GrantEvent, type Journal } from "./grant-event.ts";
import { type Address, type Bytes32, isBytes32, parseBytes32, ZERO_BYTES32 } from "./primitives.ts";

/** The hash's 32 bytes. */
export type Keccak256 = (bytes: Uint8Array) => Uint8Array;

/** The hashes that the contract makes of grants and events. */
export interface GrantHashing {
  /** A public grant's key under its owner: keccak256(abi.encode(grantee, shareId)). */
  readonly grantHandle: (grantee: Address, shareId: Bytes32) => Bytes32;
  /**
   * A sealed grant's key under its owner: keccak256(abi.encode(grantee, shareId, salt)). `salt` is 32 random bytes,
   * drawn anew for every sealed grant.
   */
  readonly sealedGrantHandle: (grantee: Address, shareId: Bytes32, salt: Bytes32) => Bytes32;
  /** The handle that the event is about; undefined where it is about all of the owner's. */
  readonly eventHandle: (event: GrantEvent) => Bytes32 | undefined;
  /** The journal after one more event, by the contract's own rule. The event's `seq` is not looked at. */
  readonly advanceJournal: (journal: Journal, event: GrantEvent) => Journal;
  /** The journal after all of the events, in their order. */
  readonly advanceJournalBy: (journal: Journal, events: readonly GrantEvent[]) => Journal;
}

/** Grant hashing by a hash function of the caller's choice; it is called with memory that is used again. */
export function createGrantHashing(hash: Keccak256): GrantHashing {
  const advanceJournalBy = createJournalHashing(hash);
  const pair = new Uint8Array(2 * WORD_BYTES);
  const triple = new Uint8Array(3 * WORD_BYTES);

  function grantHandle(grantee: Address, shareId: Bytes32): Bytes32 {
    writeWord(pair, 0, grantee);
    writeWord(pair, 1, shareId);
    return hexOf(hash(pair));
  }

  return {
    grantHandle,
    sealedGrantHandle(grantee, shareId, salt) {
      writeWord(triple, 0, grantee);
      writeWord(triple, 1, shareId);
      writeWord(triple, 2, salt);
      return hexOf(hash(triple));
    },
    eventHandle(event) {
      if ("handle" in event) return event.handle;
      return "shareId" in event ? grantHandle(event.grantee, event.shareId) : undefined;
    },
    advanceJournal: (journal, event) => advanceJournalBy(journal, [event]),
    advanceJournalBy,
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(word: Uint8Array): Bytes32 {
  let hex = "0x";
  for (const byte of word) hex += HEX[byte] ?? "";
  return isBytes32(hex) ? hex : parseBytes32(hex);
}

const TOPIC_WORDS: Readonly<Record<GrantEvent["kind"], Uint8Array>> = {
  granted: getBytes(EVENT_TOPICS.granted),
  revoked: getBytes(EVENT_TOPICS.revoked),
  renounced: getBytes(EVENT_TOPICS.renounced),
  "granted-sealed": getBytes(EVENT_TOPICS["granted-sealed"]),
  "revoked-sealed": getBytes(EVENT_TOPICS["revoked-sealed"]),
  "revoked-all": getBytes(EVENT_TOPICS["revoked-all"]),
  "messages-voided": getBytes(EVENT_TOPICS["messages-voided"]),
  "change-skipped": getBytes(EVENT_TOPICS["change-skipped"]),
};

const SEQ_BYTES = 8;

/**
 * The journal is hashed as abi.encode(uint256 journal, bytes32 topic, address owner, bytes32 subject, bytes32 shareId,
 * uint64 value); its word is `seq` (8 bytes) before the digest (24 bytes).
 */
function createJournalHashing(hash: Keccak256): GrantHashing["advanceJournalBy"] {
  const words = new Uint8Array(6 * WORD_BYTES);
  const view = new DataView(words.buffer);
  return (journal, events) => {
    let { seq } = journal;
    writeDigest(view, journal.digest);
    for (const event of events) {
      const { subject, shareId, value } = journalFields(event);
      view.setBigUint64(0, seq);
      words.set(TOPIC_WORDS[event.kind], WORD_BYTES);
      writeWord(words, 2, event.owner);
      writeWord(words, 3, subject);
      writeWord(words, 4, shareId);
      writeUint64(view, 5, value);
      words.set(hash(words).subarray(SEQ_BYTES), SEQ_BYTES);
      seq++;
    }
    return { seq, digest: readDigest(view) };
  };
}

function writeDigest(view: DataView, digest: bigint): void {
  for (const [index, shift] of [128n, 64n, 0n].entries())
    view.setBigUint64(SEQ_BYTES * (index + 1), BigInt.asUintN(64, digest >> shift));
}

function readDigest(view: DataView): bigint {
  return [1, 2, 3].reduce((digest, index) => (digest << 64n) | view.getBigUint64(SEQ_BYTES * index), 0n);
}

interface JournalFields {
  readonly subject: Address | Bytes32;
  readonly shareId: Bytes32;
  readonly value: bigint;
}

function journalFields(event: GrantEvent): JournalFields {
  switch (event.kind) {
    case "granted":
      return { subject: event.grantee, shareId: event.shareId, value: event.expiresAt };
    case "revoked":
    case "renounced":
      return { subject: event.grantee, shareId: event.shareId, value: 0n };
    case "granted-sealed":
      return { subject: event.handle, shareId: ZERO_BYTES32, value: event.expiresAt };
    case "revoked-sealed":
      return { subject: event.handle, shareId: ZERO_BYTES32, value: 0n };
    case "revoked-all":
      return { subject: ZERO_BYTES32, shareId: ZERO_BYTES32, value: event.epoch };
    case "messages-voided":
    case "change-skipped":
      return { subject: event.handle, shareId: ZERO_BYTES32, value: event.nonce };
  }
}

const byEthers = createGrantHashing((bytes) => getBytes(keccak256(bytes)));

export const { eventHandle, advanceJournal } = byEthers;

/** A public grant's key under its owner, as in the contract: keccak256(abi.encode(grantee, shareId)). */
export const grantHandle: GrantHashing["grantHandle"] = byEthers.grantHandle;

/** A sealed grant's key under its owner, as in the contract: keccak256(abi.encode(grantee, shareId, salt)). */
export const sealedGrantHandle: GrantHashing["sealedGrantHandle"] = byEthers.sealedGrantHandle;
