import type { RequestListener } from "node:http";
import { join } from "node:path";
import { connectRedis, createGrantIndexReader, createIndexer, type Indexer } from "@idos/indexer";
import { type Origin, originSchema, parseAddress, type Scope, SCOPES, sha256 } from "@idos/protocol";
import { Wallet } from "ethers";
import { z } from "zod";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { testRedis, type TestRedis } from "../../../test/harness/redis.ts";
import { shareBlockWaits } from "../../src/block-waits.ts";
import { reachContractAccounts } from "../../src/chain-calls/reach-contract-accounts.ts";
import { type HttpServerBounds, openHttpServer } from "../../src/http-server.ts";
import { createEventStreams } from "../../src/events/event-streams.ts";
import { announceChanges } from "../../src/facts/announce-changes.ts";
import { createApp } from "../../src/http/app.ts";
import type { Load } from "../../src/http/load.ts";
import type { RateSettings } from "../../src/http/rate-limits.ts";
import { loadNodeKey } from "../../src/receipts/load-node-key.ts";
import { createAccountSignatures } from "../../src/access/account-signatures.ts";
import { createLogger } from "../../src/logger.ts";
import { redisAttempts } from "../../src/redis/redis-attempts.ts";
import { redisFactVersions } from "../../src/redis/redis-fact-versions.ts";
import { redisOneTimeCodes } from "../../src/redis/redis-one-time-codes.ts";
import { redisRateLimits } from "../../src/redis/redis-rate-limits.ts";
import type { Peer } from "../../src/replication/peer.ts";
import type { PostgresSettings } from "../../src/storage/sql/postgres/postgres-settings.ts";
import type { Tables } from "../../src/storage/sql/tables.ts";
import type { Store } from "../../src/storage/store.ts";
import { temporaryFolder } from "../storage/folders.ts";
import { pullFrom, type PullResult } from "./pulls.ts";
import { requireDiscreet } from "./secrets.ts";
import { openPgliteTestStore, openPostgresTestStore, type TestStore } from "./test-store.ts";

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
  /** The node as its peers have it. */
  readonly peer: Peer;
  /** Follows a peer's feed to its end; resolves to what came of each head, or to why it cannot be followed. */
  pull(from: Peer): Promise<PullResult>;
  /** Milliseconds that the node's clock is ahead of this machine's. */
  readonly clock: { aheadMs: number };
  /** What the node takes for its load. */
  readonly load: { over: Load["over"] };
  /** What the node and its indexer have logged, line by line. */
  readonly logged: readonly string[];
  /** The SQL of each query to the database. */
  readonly queries: readonly string[];
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
  /** What stands between the node and its store. */
  readonly between?: (store: Store) => Store;
  /** A server of the test's own, where it stops it. */
  readonly redis?: TestRedis;
  /** In place of limits that no test reaches. */
  readonly ratesPerMinute?: Partial<RateSettings>;
  readonly trustedProxies?: number;
  readonly peers?: readonly Peer[];
  /** A chain of the test's own, which other nodes follow too. */
  readonly deployed?: DeployedChain;
  readonly bounds?: HttpServerBounds;
  /** How long a read waits for the block that it names. */
  readonly atLeastWaitMs?: number;
  /** A database of PostgreSQL, in the place of one in PGlite. */
  readonly database?: PostgresSettings;
}

const UNLIMITED: RateSettings = {
  "sign-in": 1e9,
  read: 1e9,
  write: 1e9,
  upload: 1e9,
  "refused-proof": 1e9,
};

export async function startTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const { staleAfterSeconds = 30, between = (opened: Store) => opened } = options;
  const deployed = options.deployed ?? (await deployTo(await startTestChain()));
  const { chain } = deployed;
  const { url: redisUrl, prefix: redisPrefix } = options.redis ?? (await testRedis());
  const { contract, deployBlock } = deployed;
  const place = { chainId: chain.chainId, contract, redisPrefix, staleAfterSeconds };
  const index = createGrantIndexReader({ redis: redisUrl, ...place, finality: CONFIRMATIONS });
  const settings = { rpcUrls: [chain.rpcUrl], deployBlock, redisUrl, pollIntervalMs: 15, backoffMaxMs: 60 };
  const logged: string[] = [];
  const logger = createLogger("trace", { write: (line) => void logged.push(line) });
  const indexer = createIndexer({ ...place, ...settings, finality: CONFIRMATIONS }, { logger });
  indexer.start();
  const queries: string[] = [];
  const { database } = options;
  const opened = await (database === undefined
    ? openPgliteTestStore(queries)
    : openPostgresTestStore(database));
  const redis = connectRedis(redisUrl, () => undefined, { isBatched: true });
  const factVersions = redisFactVersions(redis, redisPrefix, () => undefined);
  // As another process of the node has it.
  const store = announceChanges(opened.store, factVersions);
  const codes = redisOneTimeCodes(redis, redisPrefix);
  const reachable = { rpcUrls: [chain.rpcUrl], chainId: chain.chainId, contract };
  const contractAccounts = reachContractAccounts([reachable], redisAttempts(redis, redisPrefix));

  const provider = new Wallet(Wallet.createRandom().privateKey);
  const clock = { aheadMs: 0 };
  const load: TestNode["load"] = { over: undefined };
  const eventStreams = createEventStreams();
  const waits = shareBlockWaits(index);
  const identity = {
    chains: [{ chainId: chain.chainId, contract, finality: CONFIRMATIONS }],
    staleAfterSeconds,
    peers: options.peers ?? [],
    providers: new Set([parseAddress(provider.address)]),
    origins: new Map<Origin, readonly Scope[]>([
      [DASHBOARD, SCOPES],
      [READER_PAGE, ["read"]],
    ]),
  };
  const { folder, remove } = await temporaryFolder();
  const nodeKey = await loadNodeKey(join(folder, "node-key"));
  const parts = {
    ...{ nodeKey, store: between(opened.store), factVersions, codes, logger, load },
    indexes: { all: [{ chainId: chain.chainId, reader: waits.index }] },
    rateLimits: redisRateLimits(redis, redisPrefix, { ...UNLIMITED, ...options.ratesPerMinute }),
    trustedProxies: options.trustedProxies ?? 0,
    clock: (): number => Date.now() + clock.aheadMs,
    contractAccounts: contractAccounts.signatures,
    eventStreams,
    atLeastWaitMs: options.atLeastWaitMs ?? AT_LEAST_WAIT_MS,
  } as const;
  const serve = (url: string): RequestListener => {
    const config = { ...identity, origin: originSchema.parse(url) };
    const handle = createApp({ ...parts, config }).callback();
    return (request, response) => void handle(request, response);
  };
  const pulling = {
    ...{ store, key: nodeKey, clock: parts.clock },
    signatures: createAccountSignatures(contractAccounts.signatures),
  };
  const server = await openHttpServer({ host: "127.0.0.1", port: 0 }, serve, options.bounds);
  const origin = originSchema.parse(server.url);
  await indexer.caughtUp();
  return {
    ...{ origin, deployed, indexer, store, provider, clock, load, logged, queries },
    peer: { origin, key: nodeKey.did },
    pull: (from) => pullFrom({ ...pulling, node: { origin } }, from),
    databaseText: () => everyRow(opened),
    databaseDigest: async () => sha256(await everyRow(opened)),
    async breakDatabase(table) {
      await opened.query(`drop table ${table} cascade`);
    },
    async stop() {
      eventStreams.end();
      waits.end();
      await server.close(0);
      await indexer.stop();
      index.close();
      contractAccounts.close();
      redis.disconnect();
      await opened.close();
      await remove();
      if (options.deployed === undefined) await chain.stop();
      requireDiscreet(logged);
    },
  };
}

const namesSchema = z.array(z.object({ name: z.string() }));
const rowsSchema = z.array(z.object({ row: z.string() }));

/** In an order of their own. */
async function everyRow({ query }: Pick<TestStore, "query">): Promise<string> {
  const tables = await query(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const parts: string[] = [];
  for (const { name } of namesSchema.parse(tables)) {
    const rows = rowsSchema.parse(await query(`select t::text as row from "${name}" t order by 1`));
    parts.push(name, ...rows.map(({ row }) => row));
  }
  return JSON.stringify(parts);
}
