import type { Address, Journal } from "@idos/protocol";
import type { BlockHeader, BlockRef, ContractLog, FinalityTag } from "../chain-source.ts";
import { ContradictionError } from "../errors.ts";
import { parseCode, parseOptionalHeader, parseQuantity } from "./answers.ts";
import { checkBloom } from "./check-bloom.ts";
import { checkLogs } from "./check-logs.ts";
import { journalAt } from "./journal-at.ts";
import type { ContractCall, JsonRpc } from "./json-rpc.ts";
import { parseLogs } from "./parse-logs.ts";
import { quantity } from "./quantity.ts";

/**
 * What one endpoint says of the chain, each answer parsed and checked in itself. Rejects with RpcError where there is
 * no usable answer and with ContradictionError where it cannot be true.
 */
export interface ChainQuestions {
  chainId(): Promise<number>;
  /** 0x and hexadecimal digits, "0x" for an account without code. */
  code(): Promise<string>;
  headNumber(): Promise<number>;
  /** What code answers at the newest block: 0x and lowercase hexadecimal digits. */
  call(request: ContractCall): Promise<string>;
  /** undefined where the endpoint has no such block. */
  block(which: number | "latest" | FinalityTag): Promise<BlockHeader | undefined>;
  logsOf(block: BlockHeader): Promise<readonly ContractLog[]>;
  logsBetween(first: number, last: BlockRef): Promise<readonly ContractLog[]>;
  /** RpcError "absent" where the endpoint does not have the block, "pruned" where it has it without its state. */
  journalAt(block: BlockRef): Promise<Journal>;
}

export function createChainQuestions(call: JsonRpc, contract: Address): ChainQuestions {
  return {
    chainId: async () => parseQuantity(await call("eth_chainId", [])),
    code: async () => parseCode(await call("eth_getCode", [contract, "latest"])),
    headNumber: async () => parseQuantity(await call("eth_blockNumber", [])),

    call: async ({ gas, ...request }) =>
      parseCode(await call("eth_call", [{ ...request, gas: quantity(gas) }, "latest"])),

    async block(which) {
      const name = typeof which === "number" ? quantity(which) : which;
      const header = parseOptionalHeader(await call("eth_getBlockByNumber", [name, false]));
      if (header === null) return undefined;
      if (typeof which === "number" && header.number !== which)
        throw new ContradictionError(`asked for block ${which}, got block ${header.number}`);
      return header;
    },

    async logsOf(block) {
      const logs = parseLogs(await call("eth_getLogs", [{ address: contract, blockHash: block.hash }]));
      checkLogs(logs, { contract, first: block.number, last: block });
      checkBloom(logs, block);
      return logs;
    },

    async logsBetween(first, last) {
      const filter = { address: contract, fromBlock: quantity(first), toBlock: quantity(last.number) };
      const logs = parseLogs(await call("eth_getLogs", [filter]));
      checkLogs(logs, { contract, first, last });
      return logs;
    },

    journalAt: (block) => journalAt(call, contract, block),
  };
}
