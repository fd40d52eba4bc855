import type { Address, Bytes32, GrantEvent } from "@idos/protocol";
import { getBytes, id, keccak256 } from "ethers";

// Restated here from the contract's interface, so that a mistake in the protocol's package shows.
const TOPICS: Record<GrantEvent["kind"], string> = {
  granted: id("Granted(address,address,bytes32,uint64,uint64)"),
  revoked: id("Revoked(address,address,bytes32,uint64)"),
  renounced: id("Renounced(address,address,bytes32,uint64)"),
  "granted-sealed": id("GrantedSealed(address,bytes32,uint64,uint64)"),
  "revoked-sealed": id("RevokedSealed(address,bytes32,uint64)"),
  "revoked-all": id("RevokedAll(address,uint64,uint64)"),
  "messages-voided": id("MessagesVoided(address,bytes32,uint64,uint64)"),
  "change-skipped": id("ChangeSkipped(address,bytes32,uint64,uint64)"),
};

export const REVOCATION_TOPICS: ReadonlySet<string> = new Set([
  ...[TOPICS.revoked, TOPICS.renounced, TOPICS["revoked-sealed"], TOPICS["revoked-all"]],
]);

export interface EventLog {
  readonly topics: readonly string[];
  readonly data: string;
}

const number = (value: bigint): string => value.toString(16).padStart(64, "0");
const word = (value: Address | Bytes32): string => value.slice(2).padStart(64, "0");

interface Parts {
  /** Topics after the owner. */
  readonly indexed: readonly string[];
  /** The word before `seq`, where there is one. */
  readonly value?: bigint;
}

function partsOf(event: GrantEvent): Parts {
  switch (event.kind) {
    case "granted":
      return { indexed: [word(event.grantee), word(event.shareId)], value: event.expiresAt };
    case "revoked":
    case "renounced":
      return { indexed: [word(event.grantee), word(event.shareId)] };
    case "granted-sealed":
      return { indexed: [word(event.handle)], value: event.expiresAt };
    case "revoked-sealed":
      return { indexed: [word(event.handle)] };
    case "revoked-all":
      return { indexed: [], value: event.epoch };
    case "messages-voided":
    case "change-skipped":
      return { indexed: [word(event.handle)], value: event.nonce };
  }
}

export function encodeLog(event: GrantEvent): EventLog {
  const { indexed, value } = partsOf(event);
  const words = value === undefined ? [event.seq] : [value, event.seq];
  return {
    topics: [TOPICS[event.kind], `0x${word(event.owner)}`, ...indexed.map((topic) => `0x${topic}`)],
    data: `0x${words.map(number).join("")}`,
  };
}

/** The word that `journal()` is made of: the count in the upper 64 bits, the digest in the lower 192. */
export function nextJournalWord(before: bigint, event: GrantEvent): bigint {
  const { indexed, value = 0n } = partsOf(event);
  const [subject = number(0n), shareId = number(0n)] = indexed;
  const preimage = [
    ...[number(before), TOPICS[event.kind].slice(2), word(event.owner)],
    ...[subject, shareId, number(value)],
  ].join("");
  const digest = BigInt(keccak256(`0x${preimage}`)) & (2n ** 192n - 1n);
  return (event.seq << 192n) | digest;
}

/** What `journal()` returns: a uint64, then a bytes24. */
export function encodeJournal(journalWord: bigint): string {
  const digest = journalWord & (2n ** 192n - 1n);
  return `0x${number(journalWord >> 192n)}${digest.toString(16).padStart(48, "0")}${"0".repeat(16)}`;
}

const BLOOM_BYTES = 256;
export const EMPTY_BLOOM = `0x${"00".repeat(BLOOM_BYTES)}`;
const hashes = new Map<string, Uint8Array>();

/** The logs bloom of the yellow paper: three bits for each address and topic. */
export function bloomOf(items: readonly string[]): string {
  if (items.length === 0) return EMPTY_BLOOM;
  const bloom = new Uint8Array(BLOOM_BYTES);
  for (const item of items) {
    const hash = hashes.get(item) ?? getBytes(keccak256(item));
    hashes.set(item, hash);
    for (const pair of [0, 2, 4]) {
      const bit = (((hash[pair] ?? 0) << 8) | (hash[pair + 1] ?? 0)) & 2047;
      const byte = BLOOM_BYTES - 1 - (bit >> 3);
      bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit & 7));
    }
  }
  return `0x${Buffer.from(bloom).toString("hex")}`;
}
