import { addressSchema, bytes32Schema } from "@idos/protocol";
import { z } from "zod";

const count = z.number().int().min(0);
const positive = z.number().int().min(1);
const milliseconds = positive;
const rpcUrl = z.url({ protocol: /^(https?|wss?)$/ });

export const indexerConfigSchema = z.strictObject({
  /** Endpoints of one chain, the preferred one first: HTTP ones are polled, WebSocket ones tell of new heads. */
  rpcUrls: z
    .array(rpcUrl)
    .min(1)
    .pipe(z.tuple([z.string()], z.string())),
  chainId: positive,
  contract: addressSchema,
  /** The keccak256 of the contract's code; an endpoint that shows other code there is refused. */
  codeHash: bytes32Schema.optional(),
  /** The block that deployed the contract. */
  deployBlock: positive,
  /**
   * A grant counts once so many blocks lie on its own, or once the chain calls its block "safe" or "finalized". A
   * revocation counts at once. Development chains call their newest block finalized: there, and wherever a tag is
   * not what it says, give a number.
   */
  finality: z.union([count, z.enum(["safe", "finalized"])]),
  pollIntervalMs: milliseconds,
  /** The index decides nothing once it was not seen equal to the chain's head for longer. */
  staleAfterSeconds: z.number().positive(),
  /** How often the heads of all endpoints are compared. */
  crossCheckMs: milliseconds.default(15_000),
  /** An endpoint that is more blocks behind another one is left for that one. */
  lagBlocksMax: count.default(5),
  redisUrl: z.url({ protocol: /^rediss?$/ }),
  /** Put before every key, for servers that are shared. */
  redisPrefix: z.string().default(""),
  /** Reorgs up to this depth are undone; deeper ones cost a rebuild. */
  undoBlocks: positive.default(1024),
  /** Blocks so far below the head are read in ranges. Default: 64 or twice the confirmations. */
  liveBlocks: count.optional(),
  /** What to ask for first; adapts to the RPC and to the events. */
  rangeBlocks: positive.default(100),
  /** A range with more is asked for again in parts: it becomes one write, and Redis would keep its readers waiting. */
  rangeEventsMax: positive.default(2_000),
  /** So many ranges are read ahead at most. */
  rangesInFlight: positive.default(4),
  rpcTimeoutMs: milliseconds.default(10_000),
  rpcResponseBytesMax: z
    .number()
    .int()
    .min(1_024)
    .default(32 * 1024 * 1024),
  /** The longest wait after failures. */
  backoffMaxMs: milliseconds.default(2_000),
  /** A second process takes the index over when the first has written nothing for so long. */
  takeOverAfterMs: milliseconds.default(30_000),
});
export type IndexerSettings = z.input<typeof indexerConfigSchema>;
export type IndexerConfig = z.output<typeof indexerConfigSchema> & { readonly liveBlocks: number };

/** Throws a ZodError that names what is wrong. */
export function parseIndexerConfig(settings: IndexerSettings): IndexerConfig {
  const config = indexerConfigSchema.parse(settings);
  const confirmations = typeof config.finality === "number" ? config.finality : 0;
  const liveBlocks = config.liveBlocks ?? Math.max(64, 2 * confirmations);
  // Undoing must be possible for all that is read block by block.
  return { ...config, liveBlocks: Math.min(liveBlocks, config.undoBlocks) };
}
