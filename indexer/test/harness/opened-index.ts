import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { connectRedis, type RedisConnection } from "../../src/redis/connect.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./deployed-chain.ts";
import { keysOfIndex } from "./keys-of-index.ts";
import { openTestIndex, type TestIndex, type TestSettings } from "./test-indexer.ts";

/** A chain, an index of it, and its Redis laid open. */
export interface OpenedIndex {
  readonly chain: TestChain;
  readonly deployed: DeployedChain;
  readonly redis: RedisConnection;
  readonly meta: string;
  readonly index: TestIndex;
  readonly one: TestGrant;
  /** A key of the present generation. */
  readonly keyOf: (name: string) => Promise<string>;
}

/** For the tests of a `describe`: one chain, and for each test a contract and an index of its own. */
export function openedIndex(settings: TestSettings): () => OpenedIndex {
  let chain: TestChain;
  let present: OpenedIndex;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    const deployed = await deployTo(chain);
    const place = await testRedis();
    const redis = connectRedis(place.url, () => undefined);
    const { chainId } = chain;
    const { meta } = indexKeys({ chainId, contract: deployed.contract, redisPrefix: place.prefix });
    present = {
      ...{ chain, deployed, redis, meta, keyOf: keysOfIndex(redis, meta) },
      index: openTestIndex(deployed, place, settings),
      one: { owner: 0, grantee: 1, shareId: newShareId() },
    };
  });
  afterEach(async () => {
    await present.index.close();
    present.redis.disconnect();
  });
  return () => present;
}
