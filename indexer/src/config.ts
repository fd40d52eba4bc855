import { addressSchema } from "@idos/protocol";
import { z } from "zod";

const count = z.number().int().min(0);
const milliseconds = z.number().int().min(1);

export const indexerConfigSchema = z.strictObject({
  rpcUrl: z.url({ protocol: /^https?$/ }),
  chainId: z.number().int().min(1),
  contract: addressSchema,
  /** The block that deployed the contract. */
  deployBlock: z.number().int().min(1),
  /** A grant counts once so many blocks lie on its own. */
  confirmations: count,
  pollIntervalMs: milliseconds,
  /** The index decides nothing once it was not seen equal to the chain's head for longer. */
  staleAfterSeconds: z.number().positive(),
  redisUrl: z.url({ protocol: /^rediss?$/ }),
  /** Put before every key, for servers that are shared. */
  redisPrefix: z.string().default(""),
  /** Reorgs up to this depth are undone; deeper ones cost a rebuild. */
  undoBlocks: z.number().int().min(1).default(1024),
  /** Blocks so far below the head are read in ranges. Default: 64 or twice the confirmations. */
  liveBlocks: count.optional(),
  /** What to ask for first; adapts to the RPC. */
  rangeBlocks: z.number().int().min(1).default(2_000),
  rpcTimeoutMs: milliseconds.default(10_000),
  rpcResponseBytesMax: z
    .number()
    .int()
    .min(1_024)
    .default(64 * 1024 * 1024),
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
  const liveBlocks = config.liveBlocks ?? Math.max(64, 2 * config.confirmations);
  // Undoing must be possible for all that is read block by block.
  return { ...config, liveBlocks: Math.min(liveBlocks, config.undoBlocks) };
}
