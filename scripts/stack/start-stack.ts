import { join } from "node:path";
import { originSchema, parseAddress } from "@idos/protocol";
import { JsonRpcProvider, Network } from "ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { type Chain, startChain } from "../chain/start-chain.ts";
import { deployContract } from "../deploy/deploy-contract.ts";
import { buildDashboard } from "../dashboard/build-dashboard.ts";
import { serveVault } from "../vault/serve-vault.ts";
import { LOCAL_ACTORS } from "./actors.ts";
import { writeConfigFile } from "./config-file.ts";
import { keepRunning } from "./keep-running.ts";
import { startDashboard } from "./start-dashboard.ts";
import { bundlePages, DAPP_PAGES, ISSUER_PAGES } from "./build-pages.ts";
import { developmentWallet } from "./development-wallet.ts";
import { nodeSettings, originsAt } from "./node-settings.ts";
import { choosePorts, type PagePorts } from "./page-ports.ts";
import { type Example, type IssuerExample, startDapp, startIssuer } from "./start-examples.ts";
import { type NodeProcess, startNode } from "./start-node.ts";
import { provideStackRedis, type StackRedis, withoutPassword } from "./stack-redis.ts";

export interface Stack {
  readonly chain: Chain;
  readonly provider: JsonRpcProvider;
  readonly redis: StackRedis;
  readonly deployment: { readonly chainId: number; readonly contract: string; readonly blockNumber: number };
  readonly node: NodeProcess;
  readonly issuer: IssuerExample;
  readonly dapp: Example;
  /** Where people keep their keys. */
  readonly vaultOrigin: string;
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

const VAULT_IDLE_SECONDS = 600;
const BLOCK_INTERVAL_MS = 1_000;

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
  // While the chain and the node start.
  for (const pages of [DAPP_PAGES, ISSUER_PAGES]) bundlePages(pages).catch(() => undefined);
  const building = buildDashboard();
  building.catch(() => undefined);
  const ports = await choosePorts(onStop);
  const origins = originsAt(ports);
  const base = await startBase(options, ports, onStop);
  const { chainId, contract } = base.deployment;

  const dataFolder = join(folder, "node");
  const ofNode = nodeSettings(base, origins, dataFolder);
  const configFile = await writeConfigFile(ofNode, onStop);
  const node = await startNode(ofNode, (line) => onLog("node", line));
  onStop(keepRunning(node, onNodeEvent));
  onReady("node", `${node.url}, process ${node.pid()}`);

  const settings = { IDOS_NODE: node.url, IDOS_CHAIN_ID: String(chainId), IDOS_CONTRACT: contract };
  const wallet = developmentWallet(base.chain.rpcUrl);
  const vault = await serveVault({
    config: {
      node: originSchema.parse(node.url),
      deployment: { chainId, contract: parseAddress(contract) },
      firstParties: [],
      idleSeconds: VAULT_IDLE_SECONDS,
    },
    ...{ port: ports.vault, developmentWallet: wallet },
  });
  onStop(() => vault.stop());
  onReady("vault", origins.vault);
  const example = (name: string) => ({ folder, wallet, onLog: (line: string) => onLog(name, line) });
  const issuer = await startIssuer({ settings, port: ports.issuer, ...example("issuer") });
  onStop(() => issuer.stop());
  onReady("issuer", issuer.url);
  const trusting = { ...settings, ISSUER_URL: issuer.url, DAPP_VAULT: origins.vault };
  const dapp = await startDapp({ settings: trusting, port: ports.dapp, ...example("dApp") });
  onStop(() => dapp.stop());
  onReady("dApp", dapp.url);
  const dashboard = await startDashboard({
    config: {
      nodes: [node.url],
      chain: { id: chainId, name: "Local chain", rpcUrl: base.chain.rpcUrl },
      contract,
      providers: [{ name: "Veritas", url: issuer.url }],
    },
    ...{ site: await building, port: ports.dashboard, wallet },
  });
  onStop(() => dashboard.stop());
  onReady("dashboard", origins.dashboard);
  const { vault: vaultOrigin, dashboard: dashboardOrigin } = origins;
  return { ...base, node, issuer, dapp, dataFolder, configFile, vaultOrigin, dashboardOrigin };
}

type Base = Pick<Stack, "chain" | "provider" | "deployment" | "redis">;

/** The chain with the contract on it, and Redis. */
async function startBase({ folder, onReady }: StackOptions, ports: PagePorts, onStop: OnStop): Promise<Base> {
  const chain = await startChain({ port: ports.chain, blockIntervalMs: BLOCK_INTERVAL_MS });
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
