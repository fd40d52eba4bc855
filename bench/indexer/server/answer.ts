import { z } from "zod";
import type { BlockRecord } from "../chain/block-record.ts";
import { CHAIN_ID } from "../chain/facts.ts";
import type { ChainStore } from "./chain-store.ts";
import { filterLogs, filterSchema, type LogFilter } from "./filter-logs.ts";

/** A JSON-RPC error object's code and message. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const quantity = (value: number): string => `0x${value.toString(16)}`;

function numberOf(store: ChainStore, tag: unknown): number {
  if (tag === "latest" || tag === "safe" || tag === "finalized" || tag === "pending") return store.head();
  if (tag === "earliest") return 0;
  if (typeof tag !== "string" || !/^0x[0-9a-f]+$/i.test(tag)) throw new Refusal(-32602, "no block number");
  return Number(tag);
}

function blockJson(block: BlockRecord | undefined, full: unknown): string {
  if (block === undefined) return "null";
  const transactions = full === true ? block.transactions : block.transactionHashes;
  return `{${block.header},"transactions":[${transactions}]}`;
}

function logsJson(store: ChainStore, filter: LogFilter): string {
  if (filter.blockHash !== undefined) {
    const block = store.byHash(filter.blockHash);
    if (block === undefined) throw new Refusal(-32000, "unknown block");
    return `[${filterLogs(block.logs, filter)}]`;
  }
  const last = Math.min(numberOf(store, filter.toBlock ?? "latest"), store.head());
  const found: string[] = [];
  for (let number = numberOf(store, filter.fromBlock ?? "latest"); number <= last; number++) {
    const logs = filterLogs(store.at(number)?.logs ?? "", filter);
    if (logs !== "") found.push(logs);
  }
  return `[${found.join(",")}]`;
}

const stateSchema = z.union([z.string(), z.object({ blockHash: z.string() })]);

/** The only call there is: every call is taken for `journal()`. */
function callJson(store: ChainStore, at: unknown): string {
  const state = stateSchema.parse(at);
  const block = typeof state === "string" ? store.at(numberOf(store, state)) : store.byHash(state.blockHash);
  if (block === undefined) throw new Refusal(-32000, "unknown block");
  return `"${block.journal}"`;
}

/** The result in JSON. Throws Refusal on what this server does not know. */
export function answer(store: ChainStore, method: string, params: readonly unknown[]): string {
  switch (method) {
    case "eth_chainId":
      return `"${quantity(CHAIN_ID)}"`;
    case "net_version":
      return `"${CHAIN_ID}"`;
    case "eth_blockNumber":
      return `"${quantity(store.head())}"`;
    case "eth_getCode":
      return '"0x6080"';
    case "eth_getBlockByNumber":
      return blockJson(store.at(numberOf(store, params[0])), params[1]);
    case "eth_getBlockByHash":
      return blockJson(store.byHash(String(params[0])), params[1]);
    case "eth_getLogs":
      return logsJson(store, filterSchema.parse(params[0]));
    case "eth_call":
      return callJson(store, params[1]);
    default:
      throw new Refusal(-32601, `the method ${method} does not exist`);
  }
}
