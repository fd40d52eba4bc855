import { z } from "zod";
import { indexKeys, type IndexPlace } from "../../indexer/src/redis/keys.ts";
import type { RedisConnection } from "./open-redis.ts";

/** What an operator asks beside the status. */
export interface IndexDetails {
  /** Changes with every rebuild. */
  readonly generation: string;
  /** The process that writes; "" where it let go. */
  readonly writer: string;
  /** Since the last write, by the clock of Redis. */
  readonly writerIdleSeconds: number | undefined;
  /** Confirmations, or the chain's tag. */
  readonly finality: string;
  readonly entries: number;
  /** Of memory in Redis, from a sample; undefined where there is nothing to measure. */
  readonly bytesPerGrant: number | undefined;
}

const metaSchema = z.object({
  generation: z.string().min(1),
  writer: z.string().default(""),
  activeAtMs: z.coerce.number().optional(),
  confirmations: z.string(),
  entries: z.coerce.number().default(0),
});

/** undefined where there is no index, or none that can be read. */
export async function readDetails(
  redis: RedisConnection,
  place: IndexPlace,
): Promise<IndexDetails | undefined> {
  const keys = indexKeys(place);
  const [meta, [seconds]] = await Promise.all([redis.hgetall(keys.meta), redis.time()]);
  const parsed = metaSchema.safeParse(meta);
  if (!parsed.success) return undefined;
  const { generation, writer, activeAtMs, confirmations, entries } = parsed.data;
  const idle = activeAtMs === undefined ? undefined : Math.max(0, Number(seconds) - activeAtMs / 1_000);
  return {
    ...{ generation, writer, finality: confirmations, entries, bytesPerGrant: undefined },
    writerIdleSeconds: idle,
  };
}
