import type { Address, Bytes32 } from "@idos/protocol";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { IndexPart, OwnerState } from "../reduce.ts";
import { EPOCH_FIELD, type IndexKeys } from "./keys.ts";
import { unpackEntry, unpackEpoch } from "./pack-entry.ts";
import { corruptIfWrongType } from "./wrong-type.ts";

const valuesSchema = z.array(z.string().nullable());

/** What the index holds of these owners under these handles. */
export async function readOwners(
  redis: Redis,
  keys: IndexKeys,
  generation: string,
  touched: ReadonlyMap<Address, ReadonlySet<Bytes32>>,
): Promise<IndexPart> {
  const states = [...touched].map(async ([owner, handles]) => {
    // An array: as arguments of a call, the handles of a dense range overflow the stack.
    const asked = [keys.owner(generation, owner), EPOCH_FIELD, ...handles];
    const answer = await redis.call("HMGET", asked).catch((error: unknown) => {
      throw corruptIfWrongType(error);
    });
    return [owner, ownerState([...handles], valuesSchema.parse(answer))] as const;
  });
  return new Map(await Promise.all(states));
}

function ownerState(handles: readonly Bytes32[], [epoch, ...packed]: readonly (string | null)[]): OwnerState {
  const entries = handles.flatMap((handle, index) => {
    const text = packed[index] ?? null;
    return text === null ? [] : [[handle, unpackEntry(text)] as const];
  });
  return { epoch: unpackEpoch(epoch ?? null), entries: new Map(entries) };
}
