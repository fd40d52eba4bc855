import * as z from "zod";
import { chainIdSchema } from "./chain.ts";
import {
  addressSchema,
  blockNumberSchema,
  bytes32Schema,
  uint64Schema,
  unixSecondsSchema,
} from "./primitives.ts";

/** The block at which something was decided: freshness is part of every answer. */
export const decidedAtSchema = z.strictObject({
  chainId: chainIdSchema,
  contract: addressSchema,
  blockNumber: blockNumberSchema,
  blockHash: bytes32Schema,
});
/** The block at which a node decided: chain id, number and hash. */
export type DecidedAt = z.infer<typeof decidedAtSchema>;

/**
 * ready: the index equals the contract at its block, and that block was the chain's head within the
 * allowed staleness. backfilling: it is still reading history. stale: the chain's head was last confirmed
 * too long ago. unhealthy: a completeness check failed. Only a ready index decides anything.
 */
export const indexStateSchema = z.enum(["ready", "backfilling", "stale", "unhealthy"]);
export type IndexState = z.infer<typeof indexStateSchema>;

export const indexStatusSchema = z.strictObject({
  state: indexStateSchema,
  decidedAt: decidedAtSchema,
  /** The indexed block's own time, Unix seconds. */
  blockTime: unixSecondsSchema,
  /** Grants count from this block down; revocations count from `decidedAt.blockNumber` down. */
  confirmedBlockNumber: blockNumberSchema,
  /** Events of the contract so far. */
  seq: uint64Schema,
  /** Seconds since the index was last seen equal to the chain's head. */
  secondsSinceHead: z.number().min(0),
  /** Why the index is unhealthy. */
  reason: z.string().optional(),
});
export type IndexStatus = z.infer<typeof indexStatusSchema>;

/** GET /v1/status: how a node's indexes stand, in the order of its chains. */
export const nodeStatusSchema = z.strictObject({ chains: z.array(indexStatusSchema).min(1) });
export type NodeStatus = z.infer<typeof nodeStatusSchema>;

/** What the index knows of one grant at its block; expiry is the reader's to compare with the time. */
export type GrantState =
  | { readonly kind: "none" }
  /** On chain but not yet confirmed to the configured depth. */
  | { readonly kind: "unconfirmed"; readonly sinceBlock: number; readonly expiresAt: bigint }
  | { readonly kind: "granted"; readonly sinceBlock: number; readonly expiresAt: bigint };

/** One answer of the index: both parts were read in one step, so the state is true at the status's block. */
export interface GrantCheck {
  readonly grant: GrantState;
  readonly status: IndexStatus;
}
