import type { Address, Journal } from "@idos/protocol";
import { id } from "ethers";
import type { BlockRef } from "../chain-source.ts";
import { RpcError } from "../errors.ts";
import { parseJournal, parseOptionalHeader } from "./answers.ts";
import type { JsonRpc } from "./json-rpc.ts";
import { quantity } from "./quantity.ts";

const JOURNAL_CALL = id("journal()").slice(0, 10);
const INVALID_PARAMS = -32602;

/**
 * The contract's own journal at this very block. Rejects with RpcError: "absent" where the endpoint does not have the
 * block, "pruned" where it has the block without its state.
 */
export async function journalAt(call: JsonRpc, contract: Address, block: BlockRef): Promise<Journal> {
  const request = { to: contract, data: JOURNAL_CALL };
  try {
    return parseJournal(await call("eth_call", [request, { blockHash: block.hash }]));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code !== INVALID_PARAMS) {
      requireBlock(await call("eth_getBlockByHash", [block.hash, false]), block);
      throw new RpcError("pruned", `the state of block ${block.number}`);
    }
  }
  return journalByNumber(call, request, block);
}

/** A server without EIP-1898 knows blocks by number only; then the number must still mean the same block. */
async function journalByNumber(call: JsonRpc, request: object, block: BlockRef): Promise<Journal> {
  const number = quantity(block.number);
  const answer = await call("eth_call", [request, number]).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    return undefined;
  });
  requireBlock(await call("eth_getBlockByNumber", [number, false]), block);
  if (answer === undefined) throw new RpcError("pruned", `the state of block ${block.number}`);
  return parseJournal(answer);
}

function isRefusal(error: unknown): error is RpcError {
  return error instanceof RpcError && (error.failure === "refused" || error.failure === "pruned");
}

function requireBlock(answer: unknown, { hash, number }: BlockRef): void {
  if (parseOptionalHeader(answer)?.hash !== hash)
    throw new RpcError("absent", `block ${number} with the hash ${hash}`);
}
