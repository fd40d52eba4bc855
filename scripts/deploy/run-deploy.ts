import { FetchRequest, JsonRpcProvider, Network } from "ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { CLEAR_SIGNING, writeClearSigning } from "../clear-signing/write-files.ts";
import { DEPLOYMENTS_MODULE, writeDeploymentsModule } from "../deployments/write-module.ts";
import { deployContract, PROJECT_DEPLOYMENTS } from "./deploy-contract.ts";
import type { DeployRequest } from "./deploy-request.ts";
import { findDeployer } from "./deployer.ts";
import { describePlan } from "./describe-plan.ts";
import { type Plan, planDeployment } from "./plan-deployment.ts";
import { requireFreshBindings } from "./require-fresh-bindings.ts";
import { sourceCommit } from "./source-commit.ts";
import { verifyDeployment } from "./verify-deployment.ts";

export interface Surroundings {
  readonly sourcifyUrl: string | undefined;
  readonly etherscanApiKey: string | undefined;
  readonly print: (line: string) => void;
}

/** 3: the contract is deployed and recorded, and its source is not verified yet. */
export type ExitCode = 0 | 3;

const REQUEST_TIMEOUT_MS = 30_000;

/** `./idos deploy`, from a command line that was read. Throws what keeps it from being done. */
export async function runDeploy(request: DeployRequest, surroundings: Surroundings): Promise<ExitCode> {
  const provider = openProvider(request);
  try {
    await requireFreshBindings();
    const commit = await sourceCommit();
    const signer = await findDeployer(provider, request.network.chainId);
    const { print } = surroundings;
    const onPlan = (plan: Plan): void => {
      for (const line of describePlan(plan, { ...request, coin: request.network.coin, commit })) print(line);
    };
    const { name: network, chainId } = request.network;
    const folder = request.folder ?? PROJECT_DEPLOYMENTS;
    const target = { provider, network, chainId, folder };
    if (request.dryRun) {
      const plan = await planDeployment(target, await signer?.getAddress());
      onPlan(plan);
      print("dry run: nothing was sent or written");
      return 0;
    }
    if (signer === undefined)
      throw new Error(
        "no deployer's key: npx hardhat keystore set DEPLOYER_PRIVATE_KEY, or set that variable in the environment",
      );
    const { confirmations, costMaxWei, transactionHash } = request;
    const { record, deployed } = await deployContract({
      ...{ ...target, signer, commit, confirmations, costMaxWei, transactionHash, onPlan },
      onProgress: print,
    });
    const outcome = deployed ? "deployed" : "already deployed";
    print(`${outcome} on ${network}: ${record.address}, block ${record.blockNumber}`);
    if (request.folder === undefined) {
      await writeDeploymentsModule(folder, DEPLOYMENTS_MODULE);
      await writeClearSigning(folder, CLEAR_SIGNING);
    }
    if (!request.verify || chainId === LOCAL_CHAIN_ID) return 0;
    if (await verifyDeployment(record, folder, { ...surroundings, rpcUrl: request.rpcUrl }, print)) return 0;
    print("the contract is deployed and recorded; run this again to verify its source");
    return 3;
  } finally {
    provider.destroy();
  }
}

function openProvider({ rpcUrl, network: { chainId } }: DeployRequest): JsonRpcProvider {
  const connection = new FetchRequest(rpcUrl);
  connection.timeout = REQUEST_TIMEOUT_MS;
  const network = Network.from(chainId);
  // Whether the endpoint is of that chain is asked before anything else.
  const provider = new JsonRpcProvider(connection, network, {
    staticNetwork: network,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  provider.pollingInterval = 1_000;
  return provider;
}
