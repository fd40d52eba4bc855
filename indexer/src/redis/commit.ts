import type { Redis } from "ioredis";
import { WriteRefusedError } from "../errors.ts";
import type { Checkpoint } from "../grant-index.ts";
import type { IndexKeys } from "./keys.ts";
import { storeCheckpoint } from "./meta.ts";
import { runScript, type Script } from "./run-script.ts";
import type { StoredChange } from "./stored-changes.ts";
import { COMMIT } from "./write-scripts.ts";

/** Whose index it is, and which: what every write compares. */
export interface Hold {
  readonly writer: string;
  /** "" where there is no index. */
  generation: string;
}

export interface Commit {
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  readonly changes: readonly StoredChange[];
  readonly phase?: "backfilling";
  readonly undoSet?: readonly [blockNumber: number, record: string];
  readonly undoDrop: number | "*";
}

export async function write(
  redis: Redis,
  script: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<void> {
  if ((await runScript(redis, script, keys, args)) !== 1) throw new WriteRefusedError();
}

/** Moves the index from one block to another in one atomic step. */
export async function commit(redis: Redis, keys: IndexKeys, hold: Hold, step: Commit): Promise<void> {
  const { generation, writer } = hold;
  const { number, hash, time, seq, digest } = storeCheckpoint(step.to);
  const changed = step.changes.flatMap(({ owner, grantee }) => {
    const ownerKey = keys.owner(generation, owner);
    return [ownerKey, grantee === undefined ? ownerKey : keys.grantee(generation, grantee)];
  });
  await write(
    redis,
    COMMIT,
    [keys.meta, keys.undo(generation), ...changed],
    [
      ...[generation, writer, step.from.hash],
      ...[number, hash, time, seq, digest, step.phase ?? ""],
      ...(step.undoSet ?? ["", ""]),
      step.undoDrop,
      ...step.changes.flatMap(({ field, value, member, listed }) => [
        field,
        value,
        member,
        listed ? "1" : "",
      ]),
    ],
  );
}
