import {
  type Address,
  type Bytes32,
  EVENT_TOPICS,
  type GrantEvent,
  NEVER_EXPIRES,
  parseAddress,
} from "@idos/protocol";
import type { ContractLog } from "./chain-source.ts";
import { ContradictionError } from "./errors.ts";

/** An event with its place, which decides when it counts. */
export interface PlacedEvent {
  readonly event: GrantEvent;
  readonly blockNumber: number;
}

/** Throws ContradictionError on a log that the contract cannot have emitted; skips none. */
export function decode(log: ContractLog): PlacedEvent {
  return { event: decodeEvent(log), blockNumber: log.blockNumber };
}

function decodeEvent(log: ContractLog): GrantEvent {
  switch (log.topics[0]) {
    case EVENT_TOPICS.granted: {
      const [owner, grantee, shareId] = threeTopics(log);
      const [expiresAt, seq] = twoWords(log);
      return { kind: "granted", owner, grantee, shareId, expiresAt, seq };
    }
    case EVENT_TOPICS.revoked: {
      const [owner, grantee, shareId] = threeTopics(log);
      return { kind: "revoked", owner, grantee, shareId, seq: word(log, 0, 1) };
    }
    case EVENT_TOPICS["revoked-all"]: {
      const [epoch, seq] = twoWords(log);
      if (log.topics.length !== 2) throw undecodable(log, `${log.topics.length} topics`);
      return { kind: "revoked-all", owner: topicAddress(log, 1), epoch, seq };
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

function threeTopics(log: ContractLog): [owner: Address, grantee: Address, shareId: Bytes32] {
  const shareId = log.topics[3];
  if (shareId === undefined) throw undecodable(log, `${log.topics.length} topics`);
  return [topicAddress(log, 1), topicAddress(log, 2), shareId];
}

function topicAddress(log: ContractLog, index: number): Address {
  const topic = log.topics[index];
  if (topic?.startsWith(`0x${"0".repeat(24)}`) !== true)
    throw undecodable(log, `topic ${index} is no address`);
  return parseAddress(`0x${topic.slice(26)}`);
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
