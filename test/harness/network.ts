import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNode, parseConfig, pgliteTemplateIn } from "@idos/node";
import { AccessManagementProtocol__factory, type Deployment, parseAddress, SCOPES } from "@idos/protocol";
import {
  createIssuer,
  createCredentialJwk,
  type CredentialKey,
  importCredentialKey,
  type Issuer,
  signIn,
} from "@idos/sdk";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { startTestChain, type TestChain } from "./chain.ts";
import { testRedis } from "./redis.ts";

/** The product on one machine, for one test file: chain, contract, Redis, one node, one issuer that is its provider. */
export interface TestNetwork {
  readonly chain: TestChain;
  readonly deployment: Deployment;
  readonly nodeUrl: string;
  readonly dashboardOrigin: string;
  readonly issuer: Issuer;
  readonly issuerAccount: string;
  readonly credentialKey: CredentialKey;
  /** The same, as its issuer keeps it. */
  readonly credentialJwk: Awaited<ReturnType<typeof createCredentialJwk>>;
  /** Folder of the node's database. */
  readonly dataFolder: string;
  stop(): Promise<void>;
}

/** A chain with the contract on it. */
export interface TestDeployment {
  readonly chain: TestChain;
  readonly deployment: Deployment;
  readonly deployBlock: number;
}

export async function startTestDeployment(chainId?: number): Promise<TestDeployment> {
  const chain = await startTestChain(chainId);
  const contract = await new AccessManagementProtocol__factory(chain.account(0)).deploy();
  const receipt = await contract.deploymentTransaction()?.wait();
  const deployment = { chainId: chain.chainId, contract: parseAddress(await contract.getAddress()) };
  return { chain, deployment, deployBlock: receipt?.blockNumber ?? 0 };
}

export interface TestNetworkOptions {
  /** The chain of another network, for a node of another operator; it stays the test's own. */
  readonly on?: TestDeployment;
  /** A second chain for the node to follow. It stays the test's own. */
  readonly second?: TestDeployment;
  /** Blocks on top of a grant's before it counts; 0 unless said otherwise. */
  readonly confirmations?: number;
  readonly staleAfterSeconds?: number;
  /** Further pages that people may sign in from, with all scopes. */
  readonly pageOrigins?: readonly string[];
  /** How the node is run with its settings; in this process unless said otherwise. */
  readonly run?: (settings: Readonly<Record<string, string>>) => Promise<RunningNode>;
}

export interface RunningNode {
  readonly url: string;
  stop(): Promise<void>;
}

export const ISSUER_URL = "https://issuer.example";
const ISSUER_ACCOUNT = 9;
/** Stories go on as fast as they can, from one address and on a machine that has other things to do. */
const UNLIMITED = {
  IDOS_SIGN_INS_PER_MINUTE: "1000000",
  IDOS_READS_PER_MINUTE: "1000000",
  IDOS_WRITES_PER_MINUTE: "1000000",
  IDOS_UPLOADS_PER_MINUTE: "1000000",
  IDOS_REFUSED_PROOFS_PER_MINUTE: "1000000",
  IDOS_EVENT_LOOP_DELAY_MS_MAX: "10000",
};
const DASHBOARD_ORIGIN = "https://dashboard.example";

export async function startTestNetwork(options: TestNetworkOptions = {}): Promise<TestNetwork> {
  const first = options.on ?? (await startTestDeployment());
  const { chain, deployment } = first;
  const redis = await testRedis();
  const dataFolder = await mkdtemp(join(tmpdir(), "idos-network-"));
  const issuerSigner = chain.account(ISSUER_ACCOUNT);
  const node = await (options.run ?? runHere)({
    IDOS_CHAINS: JSON.stringify(
      [first, ...(options.second === undefined ? [] : [options.second])].map((each) => ({
        ...{ rpcUrls: [each.chain.rpcUrl], ...each.deployment, deployBlock: each.deployBlock },
        ...{ finality: options.confirmations ?? 0, pollIntervalMs: 20 },
      })),
    ),
    IDOS_STALE_AFTER_SECONDS: String(options.staleAfterSeconds ?? 30),
    IDOS_REDIS_URL: redis.url,
    IDOS_REDIS_PREFIX: redis.prefix,
    IDOS_DATA_FOLDER: join(dataFolder, "database"),
    IDOS_PGLITE_TEMPLATE: pgliteTemplateIn(join(projectRoot, ".idos")),
    IDOS_PROVIDERS: issuerSigner.address,
    IDOS_ORIGINS: JSON.stringify(
      Object.fromEntries([DASHBOARD_ORIGIN, ...(options.pageOrigins ?? [])].map((page) => [page, SCOPES])),
    ),
    IDOS_LOG_LEVEL: "silent",
    ...UNLIMITED,
  });
  const issuerSession = await signIn({ node: node.url, signer: issuerSigner, deployment });
  const credentialJwk = await createCredentialJwk();
  const credentialKey = await importCredentialKey(credentialJwk);
  return {
    ...{ chain, deployment, dataFolder, credentialKey, credentialJwk },
    nodeUrl: node.url,
    dashboardOrigin: DASHBOARD_ORIGIN,
    issuer: createIssuer(issuerSession, { url: ISSUER_URL, key: credentialKey }),
    issuerAccount: issuerSigner.address,
    async stop() {
      await node.stop();
      if (options.on === undefined) await chain.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function runHere(settings: Readonly<Record<string, string>>): Promise<RunningNode> {
  const node = await createNode(parseConfig({ ...settings, IDOS_PORT: "0" }));
  await node.start();
  return { url: node.url, stop: () => node.stop() };
}
