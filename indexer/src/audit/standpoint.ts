import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes32 } from "@idos/protocol";
import { CorruptIndexError, RpcError, WriteRefusedError } from "../errors.ts";
import { checkpointSchema } from "../redis/meta.ts";
import type { MetaFields, ReadAt } from "./audited-index.ts";
import type { ContractReplay } from "./contract-replay.ts";

/** Where the index stood when something was read, and the replay with it. */
export interface StoodAt {
  readonly generation: string;
  readonly hash: Bytes32;
  readonly meta: MetaFields;
}

/** Reads of the index, each compared with the replay at the very block at which it was read. */
export interface Standpoint {
  readonly generation: string;
  /** Moves the replay to where the index stood. */
  read<T>(read: () => Promise<ReadAt<T>>): Promise<{ readonly at: StoodAt; readonly read: T }>;
  /** The same of two reads, of which the second goes by the first. */
  readBoth<A, B>(
    first: () => Promise<ReadAt<A>>,
    second: (read: A) => Promise<ReadAt<B>>,
  ): Promise<{ readonly at: StoodAt; readonly first: A; readonly second: B }>;
}

/** The chain does not have the block that the index says it stands at, and keeps saying so. */
export class OffChainError extends Error {
  override readonly name = "OffChainError";
  readonly meta: MetaFields;

  constructor(meta: MetaFields) {
    super(`block ${meta["number"] ?? ""} of the hash ${meta["hash"] ?? ""} is not on the chain`);
    this.meta = meta;
  }
}

/** In a reorganization the index follows within moments. */
const OFF_CHAIN_TRIES = 10;
const OFF_CHAIN_WAIT_MS = 200;
const MOVED_TRIES = 100;

export function createStandpoint(
  replay: ContractReplay,
  generation: string,
  onBlocks: (done: number, total: number) => void,
): Standpoint {
  async function follow(meta: MetaFields): Promise<boolean> {
    if (meta["generation"] !== generation)
      throw new CorruptIndexError("the index was built anew during the audit: run it again");
    const { number, hash } = checkpointSchema.parse(meta);
    try {
      await replay.moveTo({ number, hash }, onBlocks);
      return true;
    } catch (error) {
      if (error instanceof RpcError && error.failure === "absent") return false;
      throw error;
    }
  }

  async function read<T>(ask: () => Promise<ReadAt<T>>) {
    for (let tries = 1; ; tries++) {
      const { meta, read: answer } = await ask();
      if (await follow(meta)) {
        const { hash } = replay.checkpoint();
        return { at: { generation, hash, meta }, read: answer };
      }
      if (tries === OFF_CHAIN_TRIES) throw new OffChainError(meta);
      await sleep(OFF_CHAIN_WAIT_MS);
    }
  }

  return {
    generation,
    read,
    async readBoth(askFirst, askSecond) {
      for (let tries = 0; tries < MOVED_TRIES; tries++) {
        const { at, read: first } = await read(askFirst);
        const { meta, read: second } = await askSecond(first);
        if (meta["hash"] === at.hash && meta["generation"] === generation) return { at, first, second };
      }
      throw new WriteRefusedError();
    },
  };
}
