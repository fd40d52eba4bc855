import { setTimeout as sleep } from "node:timers/promises";
import { ContradictionError, CorruptIndexError, RpcError, WriteRefusedError } from "../errors.ts";
import type { Checkpoint } from "../grant-index.ts";
import { checkpointSchema } from "../redis/meta.ts";
import type { MetaFields, ReadAt } from "./audited-index.ts";
import type { ContractReplay, MoveOptions } from "./contract-replay.ts";

/** Where the index stood when something was read, and the replay with it. */
export interface StoodAt {
  readonly generation: string;
  readonly checkpoint: Checkpoint;
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

const TRIES = 10;
const WAIT_MS = 200;
const MOVED_TRIES = 100;

export function createStandpoint(
  replay: ContractReplay,
  generation: string,
  moving: MoveOptions,
): Standpoint {
  async function follow(meta: MetaFields): Promise<Checkpoint> {
    if (meta["generation"] !== generation)
      throw new CorruptIndexError("the index was built anew during the audit: run it again");
    const { number, hash } = checkpointSchema.parse(meta);
    return replay.moveTo({ number, hash }, moving);
  }

  async function read<T>(ask: () => Promise<ReadAt<T>>) {
    for (let tries = 1; ; tries++) {
      const { meta, read: answer } = await ask();
      try {
        return { at: { generation, checkpoint: await follow(meta), meta }, read: answer };
      } catch (error) {
        // While the chain is reorganized, an RPC contradicts itself for a moment, and the index follows a moment later.
        if (!(error instanceof RpcError || error instanceof ContradictionError)) throw error;
        if (tries === TRIES) throw isAbsent(error) ? new OffChainError(meta) : error;
      }
      await sleep(WAIT_MS);
    }
  }

  return {
    generation,
    read,
    async readBoth(askFirst, askSecond) {
      for (let tries = 0; tries < MOVED_TRIES; tries++) {
        const { at, read: first } = await read(askFirst);
        const { meta, read: second } = await askSecond(first);
        if (meta["hash"] === at.checkpoint.hash && meta["generation"] === generation)
          return { at, first, second };
      }
      throw new WriteRefusedError();
    },
  };
}

function isAbsent(error: Error): boolean {
  return error instanceof RpcError && error.failure === "absent";
}
