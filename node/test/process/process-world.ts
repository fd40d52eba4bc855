import { join } from "node:path";
import type { Origin } from "@idos/protocol";
import { Wallet } from "ethers";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { DASHBOARD, type ReachableNode } from "../harness/test-node.ts";
import { template, temporaryFolder } from "../storage/folders.ts";

/** What the processes of a node share: a chain, keys in Redis, a folder. */
export interface ProcessWorld {
  readonly deployed: DeployedChain;
  /** The node's settings, but for where it listens. */
  readonly variables: Readonly<Record<string, string>>;
  /** A folder of the test's own. */
  readonly folder: string;
  reach(origin: Origin): ReachableNode;
  stop(): Promise<void>;
}

export async function startProcessWorld(): Promise<ProcessWorld> {
  const deployed = await deployTo(await startTestChain());
  const { folder, remove } = await temporaryFolder();
  const { url, prefix } = await testRedis();
  const provider = new Wallet(Wallet.createRandom().privateKey);
  return {
    ...{ deployed, folder },
    variables: {
      IDOS_RPC_URLS: deployed.chain.rpcUrl,
      IDOS_CHAIN_ID: String(deployed.chain.chainId),
      IDOS_CONTRACT: deployed.contract,
      IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
      IDOS_FINALITY: "0",
      IDOS_POLL_INTERVAL_MS: "50",
      IDOS_REDIS_URL: url,
      IDOS_REDIS_PREFIX: prefix,
      IDOS_DATA_FOLDER: join(folder, "data"),
      IDOS_PGLITE_TEMPLATE: template,
      IDOS_PROVIDERS: provider.address,
      IDOS_ORIGINS: JSON.stringify({ [DASHBOARD]: ["read", "write", "share", "delete", "keys"] }),
      // A busy machine is no reason to send away what a test asks.
      IDOS_EVENT_LOOP_DELAY_MS_MAX: "10000",
      IDOS_LOG_LEVEL: "error",
    },
    reach: (origin) => ({ origin, deployed, provider, clock: { aheadMs: 0 } }),
    async stop() {
      await deployed.chain.stop();
      await remove();
    },
  };
}
