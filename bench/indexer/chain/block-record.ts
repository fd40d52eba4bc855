import type { Bytes32, GrantEvent, Journal } from "@idos/protocol";
import { BLOCK_SECONDS, CONTRACT, GENESIS_TIME } from "./facts.ts";
import { type EventLog, eventLog } from "./event-log.ts";
import { addressOf, bytes32Of } from "./names.ts";

/** A block's answers in JSON, ready to be put together. */
export interface BlockRecord {
  readonly number: number;
  readonly hash: string;
  /** The block's fields without `transactions`, and without the braces. */
  readonly header: string;
  readonly transactionHashes: string;
  readonly transactions: string;
  readonly logs: string;
  /** ABI of the contract's `journal()` after this block. */
  readonly journal: string;
}

export const blockTime = (number: number): number => GENESIS_TIME + number * BLOCK_SECONDS;
const quantity = (value: number): string => `0x${value.toString(16)}`;

const CONSTANT = {
  sha3Uncles: bytes32Of("no uncles"),
  miner: addressOf("a miner"),
  stateRoot: bytes32Of("a state"),
  transactionsRoot: bytes32Of("transactions"),
  receiptsRoot: bytes32Of("receipts"),
  difficulty: "0x0",
  totalDifficulty: "0x0",
  extraData: "0x",
  size: "0x400",
  gasLimit: "0x1c9c380",
  gasUsed: "0x5208",
  mixHash: bytes32Of("mix"),
  nonce: "0x0000000000000000",
  baseFeePerGas: "0x7",
  uncles: [],
};

export interface BlockContents {
  readonly number: number;
  readonly parentHash: Bytes32;
  readonly seed: number;
  readonly events: readonly GrantEvent[];
  readonly journal: Journal;
}

/** One transaction for each event, as most are made. `bloomOf` gives the header's filter. */
export function recordBlock(
  { number, parentHash, seed, events, journal }: BlockContents,
  bloomOf: (values: Iterable<string>) => string,
): { hash: Bytes32; record: BlockRecord } {
  const hash = bytes32Of(`block ${seed} ${number} ${parentHash} ${journal.digest}`);
  const logs = events.map(eventLog);
  const place = { blockHash: hash, blockNumber: quantity(number) };
  const transactions = events.map((event, at) => ({
    ...transaction(event, `${seed} ${number} ${at}`),
    ...{ ...place, transactionIndex: quantity(at) },
  }));
  const header = {
    ...{ number: quantity(number), hash, parentHash, timestamp: quantity(blockTime(number)) },
    logsBloom: bloomOf(logs.length === 0 ? [] : [CONTRACT, ...logs.flatMap(({ topics }) => topics)]),
    ...CONSTANT,
  };
  const record: BlockRecord = {
    ...{ number, hash, header: JSON.stringify(header).slice(1, -1) },
    transactionHashes: transactions.map((one) => `"${one.hash}"`).join(","),
    transactions: transactions.map((one) => JSON.stringify(one)).join(","),
    logs: logs.map((log, at) => logJson(log, at, place, transactions[at]?.hash)).join(","),
    journal: abiJournal(journal),
  };
  return { hash, record };
}

function logJson(log: EventLog, at: number, place: object, transactionHash: string | undefined): string {
  const index = quantity(at);
  return JSON.stringify({
    ...{ address: CONTRACT, ...log, ...place, transactionHash },
    ...{ transactionIndex: index, logIndex: index, removed: false },
  });
}

function transaction({ owner }: GrantEvent, name: string) {
  const hash = bytes32Of(`transaction ${name}`);
  return {
    ...{ hash, from: owner, to: CONTRACT, type: "0x2", nonce: "0x1", value: "0x0", gas: "0x186a0" },
    ...{ gasPrice: "0x9", maxFeePerGas: "0x12", maxPriorityFeePerGas: "0x2", accessList: [] },
    input: `0x${hash.slice(2, 10)}${hash.slice(2).repeat(3)}`,
    ...{ v: "0x1", yParity: "0x1", r: hash, s: hash, chainId: "0x67932" },
  };
}

function abiJournal({ seq, digest }: Journal): string {
  return `0x${seq.toString(16).padStart(64, "0")}${digest.toString(16).padStart(48, "0")}${"0".repeat(16)}`;
}
