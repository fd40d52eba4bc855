import type { Address, Bytes32 } from "@idos/protocol";
import type { Redis } from "ioredis";
import type { IndexPart, OwnerState } from "../reduce.ts";
import { EPOCH_FIELD, type IndexKeys } from "./keys.ts";
import { unpackEntry } from "./pack-entry.ts";

/** What the index holds of these owners under these handles. */
export async function readOwners(
  redis: Redis,
  keys: IndexKeys,
  generation: string,
  touched: ReadonlyMap<Address, ReadonlySet<Bytes32>>,
): Promise<IndexPart> {
  const states = [...touched].map(async ([owner, handles]) => {
    const values = await redis.hmget(keys.owner(generation, owner), EPOCH_FIELD, ...handles);
    return [owner, ownerState([...handles], values)] as const;
  });
  return new Map(await Promise.all(states));
}

function ownerState(handles: readonly Bytes32[], [epoch, ...packed]: readonly (string | null)[]): OwnerState {
  const entries = handles.flatMap((handle, index) => {
    const text = packed[index] ?? null;
    return text === null ? [] : [[handle, unpackEntry(text)] as const];
  });
  return { epoch: BigInt(epoch ?? 0), entries: new Map(entries) };
}
