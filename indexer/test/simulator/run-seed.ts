import type { Finality } from "@idos/protocol";
import type { RedisConnection } from "../../src/redis/connect.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { createGrantIndexReader, type GrantIndexReader, type IndexerSettings } from "../../src/index.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import { CHAIN_ID, CONTRACT, PLACES } from "./actors.ts";
import { createWriterWatch } from "./observed-index.ts";
import { createOracle, Violation } from "./oracle.ts";
import { endpointUrl, type IndexerProcess, type SabotagedParts, startProcess } from "./processes.ts";
import { createRandom } from "./random.ts";
import { dumpKeys, type RedisDump, restoreKeys } from "./redis-state.ts";
import type { Deed, Script } from "./script.ts";
import { createTicks } from "./ticks.ts";
import { createWorld } from "./world.ts";

export interface Sabotage {
  /** Made anew for each process. */
  readonly parts?: () => SabotagedParts;
  readonly reader?: (reader: GrantIndexReader) => GrantIndexReader;
  readonly finality?: Finality;
  readonly readerStaleAfterSeconds?: number;
}

export interface SeedPlace {
  readonly redisUrl: string;
  /** Of the caller, for reading and for what happens to Redis. */
  readonly redis: RedisConnection;
  /** Of this run alone; everything under it is deleted in the end. */
  readonly redisPrefix: string;
}

export interface SeedRun {
  /** How often the oracle looked at a grant, and at a ready index. */
  readonly looks: number;
  readonly readyLooks: number;
}

const STALE_AFTER_SECONDS = 0.2;
const RECOVERY_MS_MAX = 10_000;
/** When the indexer makes no call for so long, the world goes on without it. */
const IDLE_MS = 40;
const SETTLE_MS = 80;

/** Plays the script against a real indexer and a real Redis; rejects with a Violation where the index breaks a promise. */
export async function runSeed(
  script: Script,
  { redisUrl, redis, redisPrefix }: SeedPlace,
  sabotage: Sabotage = {},
): Promise<SeedRun> {
  const ticks = createTicks();
  const writers = createWriterWatch();
  const place = { chainId: CHAIN_ID, contract: CONTRACT, redisPrefix };
  const finality = sabotage.finality ?? script.finality;
  const world = createWorld(createRandom(~script.seed), {
    ...{ endpoints: script.endpoints, deployBlock: script.deployBlock, safeBlocks: 2, finalizedBlocks: 5 },
  });
  const settings: IndexerSettings = {
    ...{
      rpcUrls: script.endpoints.map((_, n) => endpointUrl(n)),
      chainId: CHAIN_ID,
      contract: CONTRACT,
      deployBlock: script.deployBlock,
    },
    ...{ finality, staleAfterSeconds: STALE_AFTER_SECONDS, redisUrl, redisPrefix },
    ...{ pollIntervalMs: 1, backoffMaxMs: 4, takeOverAfterMs: 40, rpcTimeoutMs: 1_000, crossCheckMs: 5 },
    ...{ undoBlocks: script.undoBlocks, liveBlocks: script.liveBlocks, rangeBlocks: script.rangeBlocks },
  };
  const honestReader = createGrantIndexReader({
    ...{ ...place, redis, finality },
    staleAfterSeconds: sabotage.readerStaleAfterSeconds ?? STALE_AFTER_SECONDS,
  });
  const reader = sabotage.reader?.(honestReader) ?? honestReader;
  const oracle = createOracle({
    ...{ world, reader, staleAfterSeconds: STALE_AFTER_SECONDS, finality: script.finality, writers },
  });

  const processes: IndexerProcess[] = [];
  const ends: Promise<void>[] = [];
  let dump: RedisDump = [];

  function up(): void {
    const { parts } = sabotage;
    processes.push(
      startProcess({
        ...{ settings, writers, rpc: (n: number) => world.rpc(n), onAwait: () => ticks.tick() },
        ...(parts === undefined ? {} : { sabotage: parts }),
      }),
    );
  }

  async function restore(to: RedisDump): Promise<void> {
    await restoreKeys(redis, redisPrefix, indexKeys(place).meta, to);
    writers.faultEnded();
  }

  function die(): void {
    for (const one of processes.splice(0)) ends.push(one.die());
  }

  async function perform(deed: Deed): Promise<void> {
    switch (deed.kind) {
      case "mine":
        world.mine(deed.blocks);
        break;
      case "reorg":
        world.reorg(deed.depth, deed.blocks);
        break;
      case "fork":
        if (script.endpoints.length > 1) world.fork(deed.endpoint, deed.depth, deed.blocks);
        break;
      case "cut-off":
        world.cutOff(deed.endpoint);
        break;
      case "spoil":
        world.spoil(deed.endpoint, deed.fault);
        break;
      case "outage":
        for (const endpoint of script.endpoints.keys())
          world.spoil(endpoint, { kind: "unreachable", variant: 0, times: Infinity });
        await sleep(2 * STALE_AFTER_SECONDS * 1_000);
        break;
      case "heal":
        world.heal();
        break;
      case "crash":
        die();
        up();
        break;
      case "down":
        die();
        break;
      case "up":
        if (processes.length === 0) up();
        break;
      case "second-writer":
        up();
        if (processes.length > 2) ends.push(...processes.splice(0, 1).map((one) => one.stop()));
        break;
      case "flush":
        await restore([]);
        break;
      case "dump":
        dump = await dumpKeys(redis, redisPrefix);
        break;
      case "restore":
        await restore(dump);
        break;
      case "lose-generation":
        await redis.del(indexKeys(place).meta);
        writers.faultEnded();
        break;
      case "settle": {
        const arrived = processes
          .at(-1)
          ?.indexer.caughtUp()
          .catch(() => undefined);
        await Promise.race([arrived, sleep(SETTLE_MS)]);
      }
    }
  }

  async function play(): Promise<void> {
    world.mine(script.historyBlocks);
    up();
    for (const { after, deed } of script.steps) {
      await ticks.pass(after, IDLE_MS);
      if (isOver) return;
      await perform(deed);
    }
    world.heal();
    ends.push(...processes.splice(0, processes.length - 1).map((one) => one.stop()));
    if (processes.length === 0) up();
    world.mine(Math.max(1, world.highest() - world.head().number + 1));
    await requireRecovery();
    await oracle.lookAtAll();
  }

  async function requireRecovery(): Promise<void> {
    const timer = new AbortController();
    const late = sleep(RECOVERY_MS_MAX, undefined, { signal: timer.signal }).then(async () => {
      const { state, reason, decidedAt } = await reader.status();
      const where = `block ${decidedAt.blockNumber} of ${world.head().number}`;
      throw new Violation("recovery", `${state} (${reason ?? "no reason"}) at ${where} for ever`);
    });
    await Promise.race([processes[0]?.indexer.caughtUp(), late]).finally(() => {
      timer.abort();
      late.catch(() => undefined);
    });
  }

  let isOver = false;
  let looks = 0;
  let readyLooks = 0;
  async function watch(): Promise<void> {
    const random = createRandom(script.seed + 1);
    while (!isOver) {
      const seen = await Promise.all([1, 2, 3].map(() => oracle.look(random.pick(PLACES))));
      looks += seen.length;
      readyLooks += seen.filter(Boolean).length;
      await sleep(1);
    }
  }

  const watching = watch();
  const playing = play();
  try {
    await Promise.race([playing, watching]);
    isOver = true;
    await watching;
    return { looks, readyLooks };
  } finally {
    isOver = true;
    await Promise.allSettled([...ends, ...processes.map((one) => one.stop())]);
    await Promise.allSettled([playing, watching]);
    await restoreKeys(redis, redisPrefix, indexKeys(place).meta, []);
  }
}
