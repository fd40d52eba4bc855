import type { JsonRpc } from "../../src/rpc/json-rpc.ts";
import { z } from "zod";
import { answerHonestly, type Habits, type View } from "./answer.ts";
import { branchTo, genesis, mineOn, type SimBlock } from "./block-tree.ts";
import { randomCalls } from "./calls.ts";
import { type Answered, type Fault, isSpoilt, spoil } from "./faults.ts";
import type { Random } from "./random.ts";

const headerSchema = z.object({ hash: z.string() });

interface Endpoint {
  branch: readonly SimBlock[];
  /** It does not hear of new blocks. */
  isCutOff: boolean;
  fault: Fault | undefined;
  faultsLeft: number;
}

export interface WorldOptions {
  readonly endpoints: readonly Habits[];
  /** No event comes before it, and no reorg reaches it. */
  readonly deployBlock: number;
  readonly safeBlocks: number;
  readonly finalizedBlocks: number;
}

export interface World {
  head(): SimBlock;
  /** The number of the highest block that any endpoint ever had. */
  highest(): number;
  mine(blocks: number): void;
  /** Drops `depth` blocks and mines `blocks` others. */
  reorg(depth: number, blocks: number): void;
  /** As `mine`, but only the endpoint of this number sees it. */
  fork(endpoint: number, depth: number, blocks: number): void;
  cutOff(endpoint: number): void;
  spoil(endpoint: number, fault: Fault): void;
  /** Every endpoint is honest and sees the head. */
  heal(): void;
  rpc(endpoint: number): JsonRpc;
  /** undefined unless some endpoint's branch ever had this block. */
  served(hash: string): SimBlock | undefined;
  /** Each block that an endpoint gave for its newest, and when it last did, by performance.now(). */
  heads(): ReadonlyMap<SimBlock, number>;
  /** Each block that an endpoint called safe or finalized. */
  tagged(): ReadonlySet<SimBlock>;
}

/** A tree of blocks and endpoints that look at it; all of it follows from `random` and the order of the calls. */
export function createWorld(random: Random, options: WorldOptions): World {
  const served = new Map<string, SimBlock>();
  const heads = new Map<SimBlock, number>();
  const tagged = new Set<SimBlock>();
  let head = genesis();
  while (head.number < options.deployBlock) head = mineOn(head, [], 0);
  let highest = 0;
  const endpoints = options.endpoints.map((): Endpoint => {
    return { branch: [], isCutOff: false, fault: undefined, faultsLeft: 0 };
  });

  function grow(from: SimBlock, blocks: number): SimBlock {
    let block = from;
    for (let mined = 0; mined < blocks; mined++)
      block = mineOn(block, randomCalls(random, block.time), random.below(2 ** 31));
    return block;
  }

  function show(endpoint: Endpoint, block: SimBlock): void {
    endpoint.branch = branchTo(block);
    highest = Math.max(highest, block.number);
    for (let at: SimBlock | undefined = block; at !== undefined && !served.has(at.hash); at = at.parent)
      served.set(at.hash, at);
  }

  function note(name: unknown, answer: unknown): void {
    const parsed = headerSchema.safeParse(answer);
    const block = parsed.success ? served.get(parsed.data.hash) : undefined;
    if (block === undefined) return;
    if (name === "latest") heads.set(block, performance.now());
    if (name === "safe" || name === "finalized") tagged.add(block);
  }

  function back(block: SimBlock, depth: number): SimBlock {
    let at = block;
    for (let left = depth; left > 0 && at.number > options.deployBlock && at.parent !== undefined; left--)
      at = at.parent;
    return at;
  }

  function publish(block: SimBlock): void {
    head = block;
    for (const endpoint of endpoints) if (!endpoint.isCutOff) show(endpoint, head);
  }

  function endpointOf(number: number): Endpoint {
    const endpoint = endpoints[number % endpoints.length];
    if (endpoint === undefined) throw new Error("a world without endpoints");
    return endpoint;
  }

  async function answerOf(endpoint: Endpoint, answered: Answered): Promise<unknown> {
    const { fault } = endpoint;
    if (fault === undefined || endpoint.faultsLeft === 0) return answered.honest();
    try {
      const answer = await spoil(fault, answered);
      if (!isSpoilt(answer)) return answered.honest();
      endpoint.faultsLeft = Math.max(0, endpoint.faultsLeft - 1);
      return answer;
    } catch (error) {
      endpoint.faultsLeft = Math.max(0, endpoint.faultsLeft - 1);
      throw error;
    }
  }

  function rpc(number: number): JsonRpc {
    const endpoint = endpointOf(number);
    const habits = options.endpoints[number % endpoints.length];
    if (habits === undefined) throw new Error(`no endpoint ${number}`);
    return async (method, params) => {
      const { safeBlocks, finalizedBlocks } = options;
      const view: View = {
        ...{ branch: endpoint.branch, safeBlocks, finalizedBlocks, known: (hash) => served.get(hash) },
      };
      const answer = await answerOf(endpoint, {
        method,
        params,
        view,
        habits,
        honest: () => answerHonestly(view, habits, method, params),
      });
      if (method === "eth_getBlockByNumber") note(params[0], answer);
      return answer;
    };
  }

  for (const endpoint of endpoints) show(endpoint, head);
  return {
    ...{
      rpc,
      head: () => head,
      highest: () => highest,
      heads: () => heads,
      tagged: () => tagged,
      served: (hash) => served.get(hash),
    },
    mine: (blocks) => publish(grow(head, blocks)),
    reorg: (depth, blocks) => publish(grow(back(head, depth), blocks)),
    fork(number, depth, blocks) {
      const endpoint = endpointOf(number);
      endpoint.isCutOff = true;
      show(endpoint, grow(back(endpoint.branch.at(-1) ?? head, depth), blocks));
    },
    cutOff(number) {
      endpointOf(number).isCutOff = true;
    },
    spoil(number, fault) {
      const endpoint = endpointOf(number);
      endpoint.fault = fault;
      endpoint.faultsLeft = fault.times;
    },
    heal() {
      for (const endpoint of endpoints) {
        endpoint.isCutOff = false;
        endpoint.faultsLeft = 0;
        show(endpoint, head);
      }
    },
  };
}
