import { type ClosableGrantIndexReader, createGrantIndexReader } from "@idos/indexer";
import type { ChainSettings } from "./chain-settings.ts";
import { type OpenChain, openChain } from "./open-chain.ts";
import { openRedis, type RedisConnection } from "./open-redis.ts";

/** What the commands read from. */
export interface Opened {
  readonly settings: ChainSettings;
  readonly redis: RedisConnection;
  /** Decides as the node does. */
  readonly reader: ClosableGrantIndexReader;
  readonly chain: OpenChain;
  close(): void;
}

/** Rejects where Redis does not answer; the chain is first asked when it is needed. */
export async function openIndex(settings: ChainSettings): Promise<Opened> {
  const redis = await openRedis(settings.indexer.redisUrl);
  const reader = createGrantIndexReader({ redis, ...settings.rules });
  const chain = openChain(settings.indexer);
  return {
    ...{ settings, redis, reader, chain },
    close() {
      chain.close();
      redis.disconnect();
    },
  };
}
