import { id } from "ethers";
import { z } from "zod";
import { RpcError } from "../../src/errors.ts";
import { CHAIN_ID, CONTRACT } from "./actors.ts";
import type { SimBlock } from "./block-tree.ts";
import { encodeJournal } from "./event-log.ts";

/** How an endpoint answers for a block that is not on its branch. */
export type OrphanHabit = "serves" | "refuses" | "answers-empty";

/** What an endpoint is like, all the time. */
export interface Habits {
  readonly orphans: OrphanHabit;
  /** Whether calls may name their block by hash (EIP-1898). */
  readonly callsByHash: boolean;
  /** The widest range of logs that it answers. */
  readonly rangeBlocksMax: number;
  /** It has lost the state of blocks further below its head. */
  readonly stateBlocks: number;
  /** Its headers have a logs bloom that says nothing: every bit is set. */
  readonly fullBlooms: boolean;
}

/** An honest endpoint's view: its branch, and every block that it ever heard of. */
export interface View {
  readonly branch: readonly SimBlock[];
  readonly safeBlocks: number;
  readonly finalizedBlocks: number;
  known(hash: string): SimBlock | undefined;
}

export const quantity = (value: number): string => `0x${value.toString(16)}`;
const refused = (code: number, message: string): RpcError => new RpcError("refused", message, code);

const JOURNAL_CALL = id("journal()").slice(0, 10);
const FULL_BLOOM = `0x${"f".repeat(512)}`;
const byHashSchema = z.object({ blockHash: z.string() });
const filterSchema = z.union([
  z.object({ address: z.literal(CONTRACT), blockHash: z.string() }),
  z.object({ address: z.literal(CONTRACT), fromBlock: z.string(), toBlock: z.string() }),
]);

export const headOf = ({ branch }: View): SimBlock => {
  const head = branch.at(-1);
  if (head === undefined) throw new Error("a chain without a block");
  return head;
};

export function headerJson(block: SimBlock, { fullBlooms }: Habits): Record<string, unknown> {
  const { hash, parentHash } = block;
  const logsBloom = fullBlooms ? FULL_BLOOM : block.logsBloom;
  return { number: quantity(block.number), hash, parentHash, timestamp: quantity(block.time), logsBloom };
}

function logsJson(block: SimBlock): Record<string, unknown>[] {
  return block.logs.map(({ address, topics, data, transactionHash, logIndex }, index) => ({
    ...{ address, topics, data, transactionHash, logIndex: quantity(logIndex), removed: false },
    ...{ blockNumber: quantity(block.number), blockHash: block.hash, transactionIndex: quantity(index) },
  }));
}

function blockNamed(view: View, name: unknown): SimBlock | undefined {
  const head = headOf(view);
  if (name === "latest") return head;
  if (name === "safe") return view.branch[Math.max(0, head.number - view.safeBlocks)];
  if (name === "finalized") return view.branch[Math.max(0, head.number - view.finalizedBlocks)];
  return view.branch[Number(name)];
}

/** The block of this hash as far as the endpoint admits to it. */
function blockOfHash(view: View, habits: Habits, hash: string): SimBlock | undefined {
  const block = view.known(hash);
  if (block === undefined || view.branch[block.number] === block) return block;
  return habits.orphans === "serves" ? block : undefined;
}

function logs(view: View, habits: Habits, filter: unknown): unknown {
  const asked = filterSchema.parse(filter);
  if ("blockHash" in asked) {
    const block = blockOfHash(view, habits, asked.blockHash);
    if (block !== undefined) return logsJson(block);
    if (habits.orphans === "answers-empty") return [];
    throw refused(-32000, "unknown block");
  }
  const [first, last] = [Number(asked.fromBlock), Number(asked.toBlock)];
  if (last - first >= habits.rangeBlocksMax) throw refused(-32005, "the range is too large");
  return view.branch.slice(first, last + 1).flatMap(logsJson);
}

function journal(view: View, habits: Habits, [call, at]: readonly unknown[]): unknown {
  z.object({ to: z.literal(CONTRACT), data: z.literal(JOURNAL_CALL) }).parse(call);
  const byHash = byHashSchema.safeParse(at);
  if (byHash.success && !habits.callsByHash) throw refused(-32602, "invalid argument 1: hex string expected");
  const block = byHash.success ? blockOfHash(view, habits, byHash.data.blockHash) : blockNamed(view, at);
  if (block === undefined) throw refused(-32000, "header not found");
  if (headOf(view).number - block.number > habits.stateBlocks) throw refused(-32000, "missing trie node");
  return encodeJournal(block.journalWord);
}

/** What an endpoint answers that says what it sees. */
export function answerHonestly(
  view: View,
  habits: Habits,
  method: string,
  params: readonly unknown[],
): unknown {
  const [first] = params;
  switch (method) {
    case "eth_chainId":
      return quantity(CHAIN_ID);
    case "eth_getCode":
      return "0x6001";
    case "eth_blockNumber":
      return quantity(headOf(view).number);
    case "eth_getBlockByNumber": {
      const block = blockNamed(view, first);
      return block === undefined ? null : headerJson(block, habits);
    }
    case "eth_getBlockByHash": {
      const block = blockOfHash(view, habits, String(first));
      return block === undefined ? null : headerJson(block, habits);
    }
    case "eth_getLogs":
      return logs(view, habits, first);
    case "eth_call":
      return journal(view, habits, params);
    default:
      throw refused(-32601, `the method ${method} does not exist`);
  }
}
