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
  readonly writerIdleSeconds: number;
  /** Confirmations, or the chain's tag. */
  readonly finality: string;
  readonly entries: number;
  /** Of memory in Redis, from a sample; undefined where there are too few to tell. */
  readonly bytesPerGrant: number | undefined;
}

const metaSchema = z.object({
  generation: z.string().min(1),
  writer: z.string(),
  activeAtMs: z.coerce.number(),
  finality: z.string(),
  entries: z.coerce.number(),
  buckets: z.coerce.number(),
});
type Meta = z.output<typeof metaSchema>;

/** undefined where there is no index, or none that can be read. */
export async function readDetails(
  redis: RedisConnection,
  place: IndexPlace,
): Promise<IndexDetails | undefined> {
  const keys = indexKeys(place);
  const [meta, [seconds]] = await Promise.all([redis.hgetall(keys.meta), redis.time()]);
  const parsed = metaSchema.safeParse(meta);
  if (!parsed.success) return undefined;
  const { generation, writer, activeAtMs, finality, entries } = parsed.data;
  const released = activeAtMs === 0;
  return {
    ...{ generation, finality, entries, writer: released ? "" : writer },
    writerIdleSeconds: released ? 0 : Math.max(0, Number(seconds) - activeAtMs / 1_000),
    bytesPerGrant: await bytesPerGrant(redis, keys.generation(generation), parsed.data),
  };
}

const SAMPLED_BUCKETS = 16;
/** With fewer, the overhead of the keys themselves is most of it. */
const SAMPLED_ENTRIES_MIN = 1_000;
const LISTS = ["e", "o", "g"] as const;

/** From buckets at even distances. Long lists have keys of their own, which are not in the sample. */
async function bytesPerGrant(
  redis: RedisConnection,
  prefix: string,
  { entries, buckets }: Meta,
): Promise<number | undefined> {
  if (entries < SAMPLED_ENTRIES_MIN) return undefined;
  const sampled = Math.min(SAMPLED_BUCKETS, buckets);
  const numbers = Array.from({ length: sampled }, (_, n) => Math.floor((n * buckets) / sampled));
  const sizes = await Promise.all(
    LISTS.flatMap((list) => numbers.map((number) => redis.memory("USAGE", `${prefix}${list}${number}`))),
  );
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return Math.round((bytes * buckets) / sampled / entries);
}
