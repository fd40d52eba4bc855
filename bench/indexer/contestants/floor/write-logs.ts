import type { connectRedis } from "@idos/indexer";
import { EVENT_TOPICS } from "@idos/protocol";
import { z } from "zod";

export type Redis = ReturnType<typeof connectRedis>;

interface Log {
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly logIndex: string;
}

/** Nothing in the logs is looked at: this is the floor. */
export const logsSchema = z.custom<readonly Log[]>((value) => Array.isArray(value));

export const GRANTS = "grants";
export const VOIDED = "voided";

/** The raw fields and the two list entries of each event, in one pipeline. */
export async function writeLogs(redis: Redis, logs: readonly Log[]): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { topics, data, blockNumber, logIndex } of logs) {
    const [kind = "", owner = "", second = "", third = ""] = topics;
    const field = `${owner}${second}${third}`;
    const place = `${blockNumber}:${logIndex}`;
    switch (kind) {
      case EVENT_TOPICS.granted:
      case EVENT_TOPICS["granted-sealed"]:
        pipeline.hset(GRANTS, field, `${place}:${data}`);
        pipeline.sadd(`owner:${owner}`, `${second}${third}`);
        pipeline.sadd(`grantee:${second}`, `${owner}${third}`);
        break;
      case EVENT_TOPICS.revoked:
      case EVENT_TOPICS.renounced:
      case EVENT_TOPICS["revoked-sealed"]:
        pipeline.hdel(GRANTS, field);
        pipeline.srem(`owner:${owner}`, `${second}${third}`);
        pipeline.srem(`grantee:${second}`, `${owner}${third}`);
        break;
      case EVENT_TOPICS["revoked-all"]:
        pipeline.hset(VOIDED, owner, place);
        break;
    }
  }
  await pipeline.exec();
}
