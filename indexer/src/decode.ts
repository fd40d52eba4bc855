import {
  type Address,
  type Bytes32,
  EVENT_TOPICS,
  type GrantEvent,
  isStoredAddress,
  NEVER_EXPIRES,
} from "@idos/protocol";
import type { ContractLog } from "./chain-source.ts";
import { ContradictionError } from "./errors.ts";
import { type PlacedEvent, placeEvent } from "./placed-event.ts";

/** An address takes the right of its word. */
const ADDRESS_PADDING = `0x${"0".repeat(24)}`;

/** Throws ContradictionError on a log that the contract cannot have emitted; skips none. */
export function decode(log: ContractLog): PlacedEvent {
  return placeEvent(decodeEvent(log), log);
}

function decodeEvent(log: ContractLog): GrantEvent {
  switch (log.topics[0]) {
    case EVENT_TOPICS.granted: {
      const [expiresAt, seq] = twoWords(log);
      return { kind: "granted", ...shareTopics(log), expiresAt, seq };
    }
    case EVENT_TOPICS.revoked:
      return { kind: "revoked", ...shareTopics(log), seq: word(log, 0, 1) };
    case EVENT_TOPICS.renounced:
      return { kind: "renounced", ...shareTopics(log), seq: word(log, 0, 1) };
    case EVENT_TOPICS["granted-sealed"]: {
      const [expiresAt, seq] = twoWords(log);
      return { kind: "granted-sealed", ...handleTopics(log), expiresAt, seq };
    }
    case EVENT_TOPICS["revoked-sealed"]:
      return { kind: "revoked-sealed", ...handleTopics(log), seq: word(log, 0, 1) };
    case EVENT_TOPICS["revoked-all"]: {
      const [epoch, seq] = twoWords(log);
      requireTopics(log, 2);
      return { kind: "revoked-all", owner: topicAddress(log, 1), epoch, seq };
    }
    case EVENT_TOPICS["messages-voided"]: {
      const [nonce, seq] = twoWords(log);
      return { kind: "messages-voided", ...handleTopics(log), nonce, seq };
    }
    case EVENT_TOPICS["change-skipped"]: {
      const [nonce, seq] = twoWords(log);
      return { kind: "change-skipped", ...handleTopics(log), nonce, seq };
    }
    case undefined:
    default:
      throw undecodable(log, `unknown event ${log.topics[0] ?? "without topics"}`);
  }
}

function undecodable(log: ContractLog, why: string): ContradictionError {
  return new ContradictionError(
    `log ${log.logIndex} of block ${log.blockNumber} is no event of the contract: ${why}`,
  );
}

function requireTopics(log: ContractLog, count: number): void {
  if (log.topics.length !== count) throw undecodable(log, `${log.topics.length} topics`);
}

function shareTopics(log: ContractLog): { owner: Address; grantee: Address; shareId: Bytes32 } {
  requireTopics(log, 4);
  return { owner: topicAddress(log, 1), grantee: topicAddress(log, 2), shareId: topicWord(log, 3) };
}

function handleTopics(log: ContractLog): { owner: Address; handle: Bytes32 } {
  requireTopics(log, 3);
  return { owner: topicAddress(log, 1), handle: topicWord(log, 2) };
}

function topicWord(log: ContractLog, index: number): Bytes32 {
  const topic = log.topics[index];
  if (topic === undefined) throw undecodable(log, `no topic ${index}`);
  return topic;
}

function topicAddress(log: ContractLog, index: number): Address {
  const topic = log.topics[index];
  const address = `0x${topic?.slice(26) ?? ""}`;
  if (topic?.startsWith(ADDRESS_PADDING) !== true || !isStoredAddress(address))
    throw undecodable(log, `topic ${index} is no address`);
  return address;
}

function twoWords(log: ContractLog): [bigint, bigint] {
  return [word(log, 0, 2), word(log, 1, 2)];
}

/** The uint64 in word `index` of data that is `words` words long. */
function word(log: ContractLog, index: number, words: number): bigint {
  if (log.data.length !== 2 + 64 * words) throw undecodable(log, `data ${log.data}`);
  const value = BigInt(`0x${log.data.slice(2 + 64 * index, 66 + 64 * index)}`);
  if (value > NEVER_EXPIRES) throw undecodable(log, `${value} exceeds a uint64`);
  return value;
}
