import { join } from "node:path";
import { formatEther, type JsonRpcProvider, type Signer } from "ethers";
import { COMPILATION } from "../../protocol/src/generated/contracts/compilation.ts";
import { projectRoot } from "../process/project-root.ts";
import { confirm, settle } from "./await-transactions.ts";
import { ABI_HASH, CONTRACT_ADDRESS, CREATION_CODE_HASH, SALT } from "./creation.ts";
import type { Cost } from "./estimate-cost.ts";
import { findCreation } from "./find-creation.ts";
import { COST_MAX_WEI } from "./networks.ts";
import { isContractThere, type Plan, planDeployment } from "./plan-deployment.ts";
import { type DeploymentRecord, writeDeployment } from "./record.ts";
import { rehearse } from "./rehearse.ts";
import { sendCreation } from "./send-creation.ts";

export interface DeployOptions {
  /** Without a cache (`cacheTimeout: -1`): the same is asked before a transaction and just after it. */
  readonly provider: JsonRpcProvider;
  /** Pays for the deployment, and has no rights in the contract. On the provider's chain. */
  readonly signer: Signer;
  /** Names the record's file. */
  readonly network: string;
  /** What the chain must call itself. */
  readonly chainId: number;
  /** Where records are kept; default: the project's deployments/. */
  readonly folder?: string | undefined;
  /** The commit of the contract's sources, if they are exactly that. */
  readonly commit?: string | undefined;
  /** What the run may cost, proxy and publication included, or else it sends nothing; default 0.1 coins. */
  readonly costMaxWei?: bigint;
  /** Blocks that must hold the deployment, its own included, before it is recorded; default 1. */
  readonly confirmations?: number;
  /** The transaction that made the contract, for an endpoint that cannot tell. */
  readonly transactionHash?: string | undefined;
  /** Told what is planned, before anything is sent. */
  readonly onPlan?: (plan: Plan) => void;
  readonly onProgress?: (line: string) => void;
}

export interface Deployment {
  readonly record: DeploymentRecord;
  /** False if the contract was there already, and nothing was sent. */
  readonly deployed: boolean;
}

export const PROJECT_DEPLOYMENTS = join(projectRoot, "deployments");

/**
 * Deploys AccessManagementProtocol to a network once, at the address that it has on every chain, and records it. A run
 * that was broken off at any moment is completed by the next; a contract that is there is never deployed again; and
 * anything that contradicts record or source is an error that says what does not fit.
 */
export async function deployContract(options: DeployOptions): Promise<Deployment> {
  const { provider, signer, network, chainId, folder = PROJECT_DEPLOYMENTS } = options;
  const plan = await planDeployment({ provider, network, chainId, folder }, await signer.getAddress());
  options.onPlan?.(plan);
  if (plan.outstanding.kind === "nothing") return { record: plan.outstanding.record, deployed: false };

  if (plan.outstanding.kind === "send")
    refuseTooDear(plan.outstanding.cost, options.costMaxWei ?? COST_MAX_WEI);
  const sent = plan.outstanding.kind === "send" ? await sendOnce(options, plan.outstanding.cost) : undefined;
  const hash = sent ?? (await findCreation(provider, options.transactionHash, reporter(options)));
  const confirmations = options.confirmations ?? 1;
  if (confirmations > 1) reporter(options)(`waiting until ${confirmations} blocks hold it`);
  const { blockNumber } = await confirm(provider, hash, confirmations);
  if (!(await isContractThere(options)))
    throw new Error(`${hash} is mined, and ${CONTRACT_ADDRESS} has no code`);
  const record: DeploymentRecord = {
    ...{ network, chainId, address: CONTRACT_ADDRESS, blockNumber, transactionHash: hash, salt: SALT },
    ...{ compiler: COMPILATION.compiler, compilerSettings: COMPILATION.settings },
    ...{ abiHash: ABI_HASH, creationCodeHash: CREATION_CODE_HASH },
    codeHash: (await rehearse(chainId)).codeHash,
    ...(options.commit === undefined ? {} : { commit: options.commit }),
    verifiedBy: [],
  };
  await writeDeployment(folder, record);
  return { record, deployed: sent !== undefined };
}

const reporter = ({ onProgress }: DeployOptions) => onProgress ?? (() => undefined);

/** The endpoint names the price, and whoever makes the next block may earn it. */
function refuseTooDear({ atMost }: Cost, costMaxWei: bigint): void {
  if (atMost > costMaxWei)
    throw new Error(
      `it may cost ${formatEther(atMost)}, above the limit of ${formatEther(costMaxWei)}: nothing is sent; ` +
        "a higher limit is named by --max-cost COINS",
    );
}

/** Sends the creation unless another run's made the contract meanwhile; then undefined. */
async function sendOnce(options: DeployOptions, cost: Cost): Promise<string | undefined> {
  const { provider, signer } = options;
  const report = reporter(options);
  const account = await signer.getAddress();
  await settle(provider, account, report);
  try {
    const hash = await sendCreation(options, cost, report);
    if (hash === undefined) return undefined;
    report("waiting for its block");
    await confirm(provider, hash, 1);
    return hash;
  } catch (error) {
    await settle(provider, account, report);
    if (!(await isContractThere(options))) throw error;
    return undefined;
  }
}
