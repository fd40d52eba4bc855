import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configVariables, pgliteTemplateIn } from "@idos/node";
import { AccessManagementProtocol__factory, type Address, type Origin, parseAddress } from "@idos/protocol";
import { JsonRpcProvider, Network, Wallet } from "ethers";
import { DASHBOARD, type ReachableNode } from "../../../node/test/harness/test-node.ts";
import { LOCAL_CHAIN_ID } from "../../../scripts/chain/local-chain-id.ts";
import { type Chain, startChain } from "../../../scripts/chain/start-chain.ts";
import { projectRoot } from "../../../scripts/process/project-root.ts";
import { type Redis, startRedis } from "../../../scripts/redis/start-redis.ts";
import { LOCAL_ACTORS } from "../../../scripts/stack/actors.ts";

/** What the nodes of one measurement share: a chain with the contract, a Redis, a folder. */
export interface World {
  readonly folder: string;
  readonly chain: Chain;
  readonly provider: JsonRpcProvider;
  readonly contract: Address;
  readonly redis: Redis;
  /** A node's settings, but for where it listens and keeps its data; `name` tells its keys in Redis from others'. */
  settings(name: string): Readonly<Record<string, string>>;
  /** The node, as the tests' actors reach it. */
  reach(origin: Origin): ReachableNode;
  /** Stops, in reverse order, with the world. */
  onStop(close: () => void | Promise<void>): void;
  stop(): Promise<void>;
}

const BLOCK_INTERVAL_MS = 1_000;
const CONFIRMATIONS = 1;
const RATE_MAX = "1000000000";

export async function startWorld(): Promise<World> {
  const closing: (() => void | Promise<void>)[] = [];
  const onStop = (close: () => void | Promise<void>): void => void closing.push(close);
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return { ...(await startParts(onStop)), onStop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(onStop: World["onStop"]): Promise<Omit<World, "onStop" | "stop">> {
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-node-"));
  onStop(() => rm(folder, { recursive: true, force: true }));
  const redis = await startRedis({ folder: join(folder, "redis"), appendOnly: false });
  onStop(() => redis.stop());
  const chain = await startChain({ blockIntervalMs: BLOCK_INTERVAL_MS });
  onStop(() => chain.stop());
  const network = Network.from(LOCAL_CHAIN_ID);
  const options = { staticNetwork: network, pollingInterval: 100, cacheTimeout: -1 };
  const provider = new JsonRpcProvider(chain.rpcUrl, network, options);
  onStop(() => provider.destroy());
  const deployer = LOCAL_ACTORS.deployer.connect(provider);
  const deployed = await new AccessManagementProtocol__factory(deployer).deploy();
  const contract = parseAddress(await deployed.getAddress());
  const deployBlock = (await deployed.deploymentTransaction()?.wait())?.blockNumber ?? 1;
  const operator = new Wallet(Wallet.createRandom().privateKey);
  return {
    ...{ folder, chain, provider, contract, redis },
    settings: (name) => ({
      IDOS_RPC_URLS: chain.rpcUrl,
      IDOS_CHAIN_ID: String(LOCAL_CHAIN_ID),
      IDOS_CONTRACT: contract,
      IDOS_DEPLOY_BLOCK: String(deployBlock),
      IDOS_FINALITY: String(CONFIRMATIONS),
      IDOS_REDIS_URL: redis.url,
      IDOS_REDIS_PREFIX: `${name}:`,
      IDOS_PGLITE_TEMPLATE: pgliteTemplateIn(join(projectRoot, ".idos")),
      IDOS_PROVIDERS: operator.address,
      IDOS_ORIGINS: JSON.stringify({ [DASHBOARD]: ["read", "write", "share", "delete", "keys"] }),
      ...unlimitedRates(),
      // A line for each request would be work that what it is compared with does not do.
      IDOS_LOG_LEVEL: "warn",
    }),
    reach: (origin) => {
      const clock = { aheadMs: 0 };
      return { origin, deployed: { chain: { chainId: LOCAL_CHAIN_ID } }, provider: operator, clock };
    },
  };
}

/** One account asks for everything, as fast as it can: every limit a minute is as high as it goes. */
function unlimitedRates(): Readonly<Record<string, string>> {
  const limits = Object.keys(configVariables.shape).filter((name) => name.endsWith("_PER_MINUTE"));
  return Object.fromEntries(limits.map((name) => [name, RATE_MAX]));
}
