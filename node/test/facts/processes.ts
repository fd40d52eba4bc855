import { connectRedis } from "@idos/indexer";
import { testDatabase } from "../../../test/harness/postgres.ts";
import { testRedis, type TestRedis } from "../../../test/harness/redis.ts";
import { announceChanges } from "../../src/facts/announce-changes.ts";
import type { FactVersions } from "../../src/facts/fact-versions.ts";
import { createFacts, type Facts } from "../../src/facts/facts.ts";
import { onFacts } from "../../src/facts/on-facts.ts";
import { redisFactVersions } from "../../src/redis/redis-fact-versions.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { Store } from "../../src/storage/store.ts";
import { openPgliteTestStore } from "../harness/test-store.ts";
import { postgresSettings } from "../storage/postgres.ts";

/** One process of a node, as far as its store goes. */
export interface Process {
  /** As its use cases have it. */
  readonly store: Store;
  /** Past all announcing. */
  readonly unannounced: Store;
  readonly versions: FactVersions;
  readonly redis: ReturnType<typeof connectRedis>;
  /** How often it asked the database for a session or a share, and what comes between a share and its use. */
  readonly asked: { times: number; delay: () => Promise<void> };
  /** As a request reads. */
  read<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
}

export interface Processes {
  readonly writer: Process;
  readonly reader: Process;
  close(): Promise<void>;
}

function createProcess(opened: Store, { url, prefix }: TestRedis): Process {
  const asked = { times: 0, delay: () => Promise.resolve() };
  const counted: Store = {
    ...opened,
    sessions: {
      ...opened.sessions,
      session: (key) => {
        asked.times += 1;
        return opened.sessions.session(key);
      },
    },
    shares: {
      ...opened.shares,
      async shareWithRecords(id) {
        asked.times += 1;
        const found = await opened.shares.shareWithRecords(id);
        await asked.delay();
        return found;
      },
    },
  };
  const redis = connectRedis(url, () => undefined, { isBatched: true });
  const versions = redisFactVersions(redis, prefix, () => undefined);
  const store = announceChanges(counted, versions);
  const facts: Facts = createFacts(store, versions);
  return {
    ...{ store, unannounced: opened, versions, redis, asked },
    read: (work) => onFacts(facts, (view) => work(view.store)),
  };
}

/** Two processes of a node whose data is in PostgreSQL. */
export async function postgresProcesses(redis?: TestRedis): Promise<Processes> {
  const database = await testDatabase();
  const open = (): Promise<Store> => openPostgresStore(postgresSettings(database.url));
  const stores = [await open(), await open()] as const;
  return processes(stores, redis ?? (await testRedis()), async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });
}

/** PGlite has one process; what it remembers in two places differs as it would in two. */
export async function pgliteProcesses(redis?: TestRedis): Promise<Processes> {
  const opened = await openPgliteTestStore();
  const { store } = opened;
  return processes([store, store], redis ?? (await testRedis()), () => opened.close());
}

function processes(
  [one, other]: readonly [Store, Store],
  redis: TestRedis,
  close: () => Promise<void>,
): Processes {
  const [writer, reader] = [createProcess(one, redis), createProcess(other, redis)];
  return {
    ...{ writer, reader },
    async close() {
      writer.redis.disconnect();
      reader.redis.disconnect();
      await close();
    },
  };
}
