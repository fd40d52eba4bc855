import { join } from "node:path";
import { pgliteTemplateIn } from "@idos/node";
import { JsonRpcProvider, Network } from "ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { type Chain, startChain } from "../chain/start-chain.ts";
import { deployContract } from "../deploy/deploy-contract.ts";
import { projectRoot } from "../process/project-root.ts";
import { LOCAL_ACTORS } from "./actors.ts";
import { writeConfigFile } from "./config-file.ts";
import { keepRunning } from "./keep-running.ts";
import { type Example, startDapp, startIssuer } from "./start-examples.ts";
import { type NodeProcess, startNode } from "./start-node.ts";
import { provideStackRedis, type StackRedis, withoutPassword } from "./stack-redis.ts";

export interface Stack {
  readonly chain: Chain;
  readonly provider: JsonRpcProvider;
  readonly redis: StackRedis;
  readonly deployment: { readonly chainId: number; readonly contract: string; readonly blockNumber: number };
  readonly node: NodeProcess;
  readonly issuer: Example;
  readonly dapp: Example;
  /** The pages that people's clients speak for. */
  readonly dashboardOrigin: string;
  /** Where the node keeps its database. */
  readonly dataFolder: string;
  /** The node's settings in a file; from the project's root. */
  readonly configFile: string;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Keeps everything that the processes write; the caller deletes it. */
  readonly folder: string;
  readonly onLog: (program: string, line: string) => void;
  /** Told when the node's process ended and when it runs again. */
  readonly onNodeEvent: (line: string) => void;
  /** Told of each part as it is ready. */
  readonly onReady: (part: string, where: string) => void;
  /** Ends the start between two parts, with the signal's reason; what was started is stopped. */
  readonly signal: AbortSignal;
}

const CONFIRMATIONS = 1;
const BLOCK_INTERVAL_MS = 1_000;
const DASHBOARD_ORIGIN = "http://dashboard.localhost";
const PGLITE_TEMPLATE = pgliteTemplateIn(join(projectRoot, ".idos"));

/** Everything of the product that runs on servers, each part a process of its own on a free port. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const closing: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const onReady: StackOptions["onReady"] = (part, where) => {
      options.signal.throwIfAborted();
      options.onReady(part, where);
    };
    return { ...(await startParts({ ...options, onReady }, (close) => closing.push(close))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type OnStop = (close: () => void | Promise<void>) => void;

async function startParts(options: StackOptions, onStop: OnStop): Promise<Omit<Stack, "stop">> {
  const { folder, onLog, onReady, onNodeEvent } = options;
  const base = await startBase(options, onStop);
  const { chainId, contract } = base.deployment;

  const dataFolder = join(folder, "node");
  const ofNode = nodeSettings(base, dataFolder);
  const configFile = await writeConfigFile(ofNode, onStop);
  const node = await startNode(ofNode, (line) => onLog("node", line));
  onStop(keepRunning(node, onNodeEvent));
  onReady("node", `${node.url}, process ${node.pid()}`);

  const settings = { IDOS_NODE: node.url, IDOS_CHAIN_ID: String(chainId), IDOS_CONTRACT: contract };
  const issuer = await startIssuer(settings, folder, (line) => onLog("issuer", line));
  onStop(() => issuer.stop());
  onReady("issuer", issuer.url);
  const dapp = await startDapp({ ...settings, ISSUER_URL: issuer.url }, (line) => onLog("dApp", line));
  onStop(() => dapp.stop());
  onReady("dApp", dapp.url);
  return { ...base, node, issuer, dapp, dataFolder, configFile, dashboardOrigin: DASHBOARD_ORIGIN };
}

type Base = Pick<Stack, "chain" | "provider" | "deployment" | "redis">;

/** The chain with the contract on it, and Redis. */
async function startBase({ folder, onReady }: StackOptions, onStop: OnStop): Promise<Base> {
  const chain = await startChain({ blockIntervalMs: BLOCK_INTERVAL_MS });
  onStop(() => chain.stop());
  const network = Network.from(LOCAL_CHAIN_ID);
  const provider = new JsonRpcProvider(chain.rpcUrl, network, {
    staticNetwork: network,
    pollingInterval: 100,
    cacheTimeout: -1,
  });
  onStop(() => provider.destroy());
  onReady("chain", `${chain.rpcUrl}, chain id ${LOCAL_CHAIN_ID}`);

  const { record } = await deployContract({
    provider,
    signer: LOCAL_ACTORS.deployer.connect(provider),
    network: "localhost",
    chainId: LOCAL_CHAIN_ID,
    folder: join(folder, "deployments"),
  });
  onReady("contract", `${record.address}, block ${record.blockNumber}`);

  const redis = await provideStackRedis(folder, onStop);
  onReady("Redis", withoutPassword(redis.url));
  const { chainId, address: contract, blockNumber } = record;
  return { chain, provider, deployment: { chainId, contract, blockNumber }, redis };
}

function nodeSettings({ chain, deployment, redis }: Base, dataFolder: string): Record<string, string> {
  return {
    IDOS_RPC_URLS: chain.rpcUrl,
    IDOS_CHAIN_ID: String(deployment.chainId),
    IDOS_CONTRACT: deployment.contract,
    IDOS_DEPLOY_BLOCK: String(deployment.blockNumber),
    IDOS_FINALITY: String(CONFIRMATIONS),
    IDOS_POLL_INTERVAL_MS: "100",
    IDOS_STALE_AFTER_SECONDS: "10",
    IDOS_REDIS_URL: redis.url,
    IDOS_REDIS_PREFIX: redis.prefix,
    IDOS_DATA_FOLDER: dataFolder,
    IDOS_PGLITE_TEMPLATE: PGLITE_TEMPLATE,
    IDOS_PROVIDERS: LOCAL_ACTORS.issuer.address,
    IDOS_ORIGINS: JSON.stringify({ [DASHBOARD_ORIGIN]: ["read", "write", "share", "delete", "keys"] }),
  };
}
