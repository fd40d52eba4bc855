import type { Address, Journal } from "@idos/protocol";
import { id } from "ethers";
import { setTimeout as sleep } from "node:timers/promises";
import type { BlockRef, ChainSource } from "../chain-source.ts";
import { ContradictionError, RpcError } from "../errors.ts";
import {
  parseCode,
  parseHeader,
  parseJournal,
  parseLogs,
  parseOptionalHeader,
  parseQuantity,
} from "./answers.ts";
import { checkLogs } from "./check-logs.ts";
import type { JsonRpc } from "./json-rpc.ts";

const JOURNAL_CALL = id("journal()").slice(0, 10);
const INVALID_PARAMS = -32602;

const quantity = (value: number): string => `0x${value.toString(16)}`;

export interface RpcChainSourceOptions {
  readonly chainId: number;
  readonly contract: Address;
  readonly pollIntervalMs: number;
}

/** A chain source by Ethereum JSON-RPC. */
export function createRpcChainSource(
  call: JsonRpc,
  { chainId, contract, pollIntervalMs }: RpcChainSourceOptions,
): ChainSource {
  const blockAt: ChainSource["blockAt"] = async (number) => {
    const header = parseOptionalHeader(await call("eth_getBlockByNumber", [quantity(number), false]));
    if (header === null) return undefined;
    if (header.number !== number)
      throw new ContradictionError(`asked for block ${number}, got block ${header.number}`);
    return header;
  };

  return {
    async confirmIdentity() {
      const found = parseQuantity(await call("eth_chainId", []));
      if (found !== chainId)
        throw new ContradictionError(`the RPC is of chain ${found}, not of chain ${chainId}`);
      const code = parseCode(await call("eth_getCode", [contract, "latest"]));
      if (code === "0x") throw new ContradictionError(`there is no contract at ${contract}`);
    },

    latestBlock: async () => parseHeader(await call("eth_getBlockByNumber", ["latest", false])),

    taggedBlock: async (tag) => parseHeader(await call("eth_getBlockByNumber", [tag, false])),

    blockAt,

    async logsOf(block) {
      const filter = { address: contract, blockHash: block.hash };
      const logs = parseLogs(await call("eth_getLogs", [filter]));
      checkLogs(logs, { contract, first: block.number, last: block });
      return logs;
    },

    async logsBetween(first, last) {
      const filter = { address: contract, fromBlock: quantity(first), toBlock: quantity(last.number) };
      const logs = parseLogs(await call("eth_getLogs", [filter]));
      checkLogs(logs, { contract, first, last });
      return logs;
    },

    journalAt: (block) => journalAt(call, contract, block, blockAt),

    nextHead: (signal) => sleep(pollIntervalMs, undefined, { signal }),
    distrust: () => undefined,
    close: () => undefined,
  };
}

async function journalAt(
  call: JsonRpc,
  contract: Address,
  block: BlockRef,
  blockAt: ChainSource["blockAt"],
): Promise<Journal | undefined> {
  const request = { to: contract, data: JOURNAL_CALL };
  try {
    return parseJournal(await call("eth_call", [request, { blockHash: block.hash }]));
  } catch (error) {
    if (!(error instanceof RpcError) || error.failure !== "refused") throw error;
    if (error.code !== INVALID_PARAMS) return undefined;
  }
  // A server without EIP-1898 knows blocks by number only; then the number must still mean the same block.
  const answer = await call("eth_call", [request, quantity(block.number)]);
  if ((await blockAt(block.number))?.hash !== block.hash) return undefined;
  return parseJournal(answer);
}
