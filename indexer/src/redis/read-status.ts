import {
  type Address,
  addressSchema,
  blockNumberSchema,
  bytes32Schema,
  type Finality,
  type IndexState,
  type IndexStatus,
  uint64Schema,
  unixSecondsSchema,
  ZERO_BYTES32,
} from "@idos/protocol";
import { z } from "zod";
import { SCHEMA_VERSION } from "./keys.ts";
import { metaNumber } from "./meta.ts";
import type { Head } from "./read-script.ts";

const presentSchema = z.object({
  phase: z.enum(["backfilling", "live"]),
  fault: z.string(),
  number: metaNumber.pipe(blockNumberSchema),
  hash: bytes32Schema,
  time: metaNumber.pipe(unixSecondsSchema),
  seq: uint64Schema,
  syncedAtMs: metaNumber,
  syncedBy: z.string(),
  confirmed: metaNumber.pipe(blockNumberSchema),
  finality: z.string(),
  schema: z.literal(String(SCHEMA_VERSION)),
  ...{ chainId: metaNumber, contract: addressSchema },
});
type Present = z.output<typeof presentSchema>;

/** What the reader decides by, whoever wrote the index. */
export interface StatusRules {
  readonly chainId: number;
  readonly contract: Address;
  /** An index that was computed with another finality is not used. */
  readonly finality: Finality;
  /** The index decides nothing once it was not seen equal to the chain's head for longer. */
  readonly staleAfterSeconds: number;
  /**
   * The index decides nothing while the head's own time is further back, by the clock of Redis: against an RPC that
   * goes on serving an old head. Unset on chains that make blocks on demand only.
   */
  readonly headAgeSecondsMax?: number | undefined;
}

/** A clock may be set right by so much; one that steps further back says nothing about freshness. */
const CLOCK_STEP_MS_MAX = 1_000;

/** The status that meta amounts to now. Without a readable index there are zeros, and it is not ready. */
export function readStatus({ meta, nowMs, serverRun }: Head, rules: StatusRules): IndexStatus {
  const { chainId, contract } = rules;
  const parsed = presentSchema.safeParse(meta);
  if (!parsed.success) {
    const fault = meta.fault ?? "";
    return {
      state: fault === "" ? "backfilling" : "unhealthy",
      decidedAt: { chainId, contract, blockNumber: 0, blockHash: ZERO_BYTES32 },
      ...{ blockTime: 0, confirmedBlockNumber: 0, seq: 0n, secondsSinceHead: 0 },
      ...(fault === "" ? {} : { reason: fault }),
    };
  }
  const { number, hash, time, confirmed, seq, syncedAtMs } = parsed.data;
  const reason = whyUnhealthy(parsed.data, rules);
  return {
    state: reason === undefined ? healthyState(parsed.data, rules, { nowMs, serverRun }) : "unhealthy",
    decidedAt: { chainId, contract, blockNumber: number, blockHash: hash },
    blockTime: time,
    confirmedBlockNumber: confirmed,
    seq,
    // An index that was never at the head has no such time. Rounded up: what is stale is never shown as within the bound.
    secondsSinceHead: syncedAtMs === 0 ? 0 : Math.max(0, Math.ceil(nowMs - syncedAtMs)) / 1_000,
    ...(reason === undefined ? {} : { reason }),
  };
}

function whyUnhealthy(index: Present, rules: StatusRules): string | undefined {
  if (index.fault !== "") return index.fault;
  if (index.chainId !== rules.chainId || index.contract !== rules.contract)
    return `the index is of chain ${index.chainId} and contract ${index.contract}`;
  if (index.finality === String(rules.finality)) return undefined;
  return `the index counts grants by the finality ${index.finality}, this node by ${rules.finality}`;
}

function healthyState(
  index: Present,
  { staleAfterSeconds, headAgeSecondsMax = Infinity }: StatusRules,
  { nowMs, serverRun }: Pick<Head, "nowMs" | "serverRun">,
): IndexState {
  if (index.phase === "backfilling") return "backfilling";
  const ageMs = nowMs - index.syncedAtMs;
  const fresh =
    ageMs >= -CLOCK_STEP_MS_MAX &&
    ageMs <= staleAfterSeconds * 1_000 &&
    serverRun !== "" &&
    index.syncedBy === serverRun &&
    nowMs / 1_000 - index.time <= headAgeSecondsMax;
  return fresh ? "ready" : "stale";
}
