import { type Bytes32, bytes32Schema } from "@idos/protocol";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { int8Column } from "./columns.ts";
import type { DatabaseTransaction } from "./tables.ts";

/** Where an owner's chain ends: the number and hash of its newest receipt, 0 and null where it has none. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: Bytes32 | null;
}

export type ChainEnds = ReadonlyMap<Bytes32, ChainEnd>;

const OWNERS_MAX = 10_000;

/** Where chains ended when this process last added to them. A guess: another one may have added since. */
export function rememberedEnds(): LRUCache<Bytes32, ChainEnd> {
  return new LRUCache({ max: OWNERS_MAX });
}

const endRowSchema = z.object({ owner_id: bytes32Schema, seq: int8Column, hash: bytes32Schema.nullable() });

/**
 * The ends of these owners' chains, which begin where they are not there; none for who is no user any more. Nobody else
 * adds to them before the transaction ends.
 */
export async function lockEnds(
  transaction: DatabaseTransaction,
  owners: readonly Bytes32[],
): Promise<ChainEnds> {
  const ends = await lockBegun(transaction, owners);
  const others = owners.filter((owner) => !ends.has(owner));
  if (others.length === 0) return ends;
  await beginChains(transaction, others);
  return lockBegun(transaction, owners);
}

async function lockBegun(
  transaction: DatabaseTransaction,
  owners: readonly Bytes32[],
): Promise<Map<Bytes32, ChainEnd>> {
  const rows = await transaction
    .selectFrom("receipt_chains")
    .select(["owner_id", "seq", "hash"])
    .where("owner_id", "in", owners)
    // One order for all, so that two transactions never wait for each other.
    .orderBy("owner_id")
    .forUpdate()
    .execute();
  return new Map(
    rows.map((row) => {
      const { owner_id, seq, hash } = endRowSchema.parse(row);
      return [owner_id, { seq, hash }];
    }),
  );
}

async function beginChains(transaction: DatabaseTransaction, owners: readonly Bytes32[]): Promise<void> {
  await transaction
    .insertInto("receipt_chains")
    .columns(["owner_id", "seq"])
    .expression((from) =>
      from
        .selectFrom("users")
        .select((row) => ["user_id", row.val(0).as("seq")])
        .where("user_id", "in", owners)
        .orderBy("user_id")
        // A user who is being erased is waited for, and is none then.
        .forKeyShare(),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
