import {
  type Address,
  blockNumberSchema,
  bytes32Schema,
  type IndexState,
  type IndexStatus,
  uint64Schema,
  unixSecondsSchema,
  ZERO_BYTES32,
} from "@idos/protocol";
import { z } from "zod";
import { metaNumber } from "./meta.ts";
import type { StoredMeta } from "./read-script.ts";

const presentSchema = z.object({
  phase: z.enum(["backfilling", "live"]),
  fault: z.string(),
  number: metaNumber.pipe(blockNumberSchema),
  hash: bytes32Schema,
  time: metaNumber.pipe(unixSecondsSchema),
  seq: uint64Schema,
  syncedAtMs: metaNumber,
  confirmations: metaNumber,
});

export interface StatusQuestion {
  readonly chainId: number;
  readonly contract: Address;
  readonly staleAfterSeconds: number;
  /** By the clock that wrote `syncedAtMs`. */
  readonly nowMs: number;
}

/** The status that meta amounts to now. Without a readable index there are zeros, and it is not ready. */
export function readStatus(meta: StoredMeta, question: StatusQuestion): IndexStatus {
  const { chainId, contract, staleAfterSeconds, nowMs } = question;
  const parsed = presentSchema.safeParse(meta);
  const reason = meta.fault === null || meta.fault === "" ? {} : { reason: meta.fault };
  if (!parsed.success) {
    return {
      state: "reason" in reason ? "unhealthy" : "backfilling",
      decidedAt: { chainId, contract, blockNumber: 0, blockHash: ZERO_BYTES32 },
      ...{ blockTime: 0, confirmedBlockNumber: 0, seq: 0n, secondsSinceHead: 0 },
      ...reason,
    };
  }
  const { phase, number, hash, time, seq, syncedAtMs, confirmations } = parsed.data;
  // An index that was never at the head has no such time.
  const secondsSinceHead = syncedAtMs === 0 ? 0 : Math.max(0, Math.round(nowMs - syncedAtMs)) / 1_000;
  const state = (): IndexState => {
    if ("reason" in reason) return "unhealthy";
    if (phase === "backfilling") return "backfilling";
    return secondsSinceHead > staleAfterSeconds ? "stale" : "ready";
  };
  return {
    state: state(),
    decidedAt: { chainId, contract, blockNumber: number, blockHash: hash },
    blockTime: time,
    confirmedBlockNumber: Math.max(0, number - confirmations),
    ...{ seq, secondsSinceHead },
    ...reason,
  };
}
