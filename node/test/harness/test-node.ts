import { createServer, type Server } from "node:http";
import type { PGlite } from "@electric-sql/pglite";
import { connectRedis, createGrantIndexReader, createIndexer, type Indexer } from "@idos/indexer";
import { type Origin, originSchema, parseAddress, type Scope, SCOPES, sha256 } from "@idos/protocol";
import { Wallet } from "ethers";
import { Kysely, PGliteDialect } from "kysely";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { testRedis, type TestRedis } from "../../../test/harness/redis.ts";
import { shareBlockWaits } from "../../src/block-waits.ts";
import { createApp } from "../../src/http/app.ts";
import { createLogger } from "../../src/logger.ts";
import { redisOneTimeCodes } from "../../src/redis/redis-one-time-codes.ts";
import { openPglite } from "../../src/storage/sql/pglite/open-pglite.ts";
import { openSqlStore } from "../../src/storage/sql/sql-store.ts";
import type { Tables } from "../../src/storage/sql/tables.ts";
import type { Store } from "../../src/storage/store.ts";
import { template, temporaryFolder } from "../storage/folders.ts";

/** A page that may ask for every scope. */
export const DASHBOARD = originSchema.parse("https://dashboard.example");
/** A page that may only ask to read. */
export const READER_PAGE = originSchema.parse("https://reader.example");
export const CONFIRMATIONS = 2;

/** Longer than this machine takes to index a block, and short for a test that waits in vain. */
const AT_LEAST_WAIT_MS = 3_000;

/** The node's HTTP edge over its real parts: a chain, Redis, the indexer and PGlite on disk. */
export interface TestNode {
  readonly origin: Origin;
  readonly deployed: DeployedChain;
  readonly indexer: Indexer;
  readonly store: Store;
  /** An account that may create users. */
  readonly provider: Wallet;
  /** Milliseconds that the node's clock is ahead of this machine's. */
  readonly clock: { aheadMs: number };
  /** What the node and its indexer have logged, line by line. */
  readonly logged: readonly string[];
  /** Every row of every table. */
  databaseText(): Promise<string>;
  /** Changes whenever anything in the database does. */
  databaseDigest(): Promise<string>;
  /** Takes a table away, as no operation of a node does. */
  breakDatabase(table: keyof Tables): Promise<void>;
  stop(): Promise<void>;
}

/** What a client needs of a node, whether it runs in this process or in one of its own. */
export interface ReachableNode extends Pick<TestNode, "origin" | "provider" | "clock"> {
  readonly deployed: { readonly chain: Pick<DeployedChain["chain"], "chainId"> };
}

export interface TestNodeOptions {
  readonly staleAfterSeconds?: number;
  /** A server of the test's own, where it stops it. */
  readonly redis?: TestRedis;
}

export async function startTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const { staleAfterSeconds = 30 } = options;
  const chain = await startTestChain();
  const deployed = await deployTo(chain);
  const { url: redisUrl, prefix: redisPrefix } = options.redis ?? (await testRedis());
  const { contract, deployBlock } = deployed;
  const place = { chainId: chain.chainId, contract, redisPrefix, staleAfterSeconds };
  const index = createGrantIndexReader({ redis: redisUrl, ...place, finality: CONFIRMATIONS });
  const settings = { rpcUrls: [chain.rpcUrl], deployBlock, redisUrl, pollIntervalMs: 15, backoffMaxMs: 60 };
  const logged: string[] = [];
  const logger = createLogger("trace", { write: (line) => void logged.push(line) });
  const indexer = createIndexer({ ...place, ...settings, finality: CONFIRMATIONS }, { logger });
  indexer.start();
  const { pglite, store, close: closeStore } = await openTestStore();
  const redis = connectRedis(redisUrl, () => undefined);
  const codes = redisOneTimeCodes(redis, redisPrefix);

  const server = createServer();
  const origin = originSchema.parse(`http://127.0.0.1:${await listen(server)}`);
  const provider = new Wallet(Wallet.createRandom().privateKey);
  const clock = { aheadMs: 0 };
  const config = {
    origin,
    chains: [{ chainId: chain.chainId, contract, finality: CONFIRMATIONS }],
    staleAfterSeconds,
    providers: new Set([parseAddress(provider.address)]),
    origins: new Map<Origin, readonly Scope[]>([
      [DASHBOARD, SCOPES],
      [READER_PAGE, ["read"]],
    ]),
  };
  const now = (): number => Date.now() + clock.aheadMs;
  const indexes = { all: [{ chainId: chain.chainId, reader: shareBlockWaits(index).index }] } as const;
  const app = createApp({
    config,
    store,
    indexes,
    codes,
    logger,
    clock: now,
    atLeastWaitMs: AT_LEAST_WAIT_MS,
  });
  const handle = app.callback();
  server.on("request", (request, response) => void handle(request, response));
  await indexer.caughtUp();
  return {
    ...{ origin, deployed, indexer, store, provider, clock, logged },
    databaseText: () => everyRow(pglite),
    databaseDigest: async () => sha256(await everyRow(pglite)),
    async breakDatabase(table) {
      await pglite.exec(`drop table ${table} cascade`);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await indexer.stop();
      index.close();
      redis.disconnect();
      await closeStore();
      await chain.stop();
    },
  };
}

async function openTestStore(): Promise<{ pglite: PGlite; store: Store; close: () => Promise<void> }> {
  const { folder, remove } = await temporaryFolder();
  const { pglite, unlock } = await openPglite(folder, { template });
  const store = await openSqlStore(new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }));
  return {
    pglite,
    store,
    async close() {
      await store.close();
      unlock();
      await remove();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return address.port;
}

/** In an order of their own. */
async function everyRow(pglite: PGlite): Promise<string> {
  const tables = await pglite.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await pglite.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`);
    parts.push(name, ...rows.map(({ row }) => row));
  }
  return JSON.stringify(parts);
}
