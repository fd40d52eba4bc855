import { fileURLToPath } from "node:url";
import { id, keccak256, type Provider, type Signer } from "ethers";
import { AccessManagementProtocol__factory } from "../../protocol/src/generated/contracts/AccessManagementProtocol__factory.ts";
import { COMPILATION } from "../../protocol/src/generated/contracts/compilation.ts";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { type DeploymentRecord, readDeployment, writeDeployment } from "./record.ts";

export interface DeployOptions {
  /** Pays for the deployment, and has no rights in the contract. Must have a provider. */
  readonly signer: Signer;
  /** Names the record's file. */
  readonly network: string;
  /** Where records are kept; default: the project's deployments/. */
  readonly folder?: string;
  /** The commit of the contract's sources, if they are exactly that. */
  readonly commit?: string | undefined;
}

export interface Deployment {
  readonly record: DeploymentRecord;
  /** False if the contract was there already, and nothing was sent. */
  readonly deployed: boolean;
}

const PROJECT_DEPLOYMENTS = fileURLToPath(new URL("../../deployments", import.meta.url));
const abiHash = id(JSON.stringify(AccessManagementProtocol__factory.abi));
const creationCodeHash = keccak256(AccessManagementProtocol__factory.bytecode);

/**
 * Deploys AccessManagementProtocol to a network once. A network that has a record keeps its contract: people's grants
 * are in it. The same contract is used again, and anything else is an error that says what does not fit.
 */
export async function deployContract(options: DeployOptions): Promise<Deployment> {
  const { signer, network, folder = PROJECT_DEPLOYMENTS } = options;
  const provider = signer.provider;
  if (provider === null) throw new Error("the deploying signer has no provider");
  const chainId = Number((await provider.getNetwork()).chainId);

  const present = await readDeployment(folder, network);
  if (present !== undefined && (await isUsable(present, chainId, provider))) {
    return { record: present, deployed: false };
  }
  const record = { network, chainId, ...(await deploy(signer, provider)), ...sources(options.commit) };
  await writeDeployment(folder, record);
  return { record, deployed: true };
}

/** Whether the recorded contract serves; false where a local chain forgot it. Throws where it is another one. */
async function isUsable(record: DeploymentRecord, chainId: number, provider: Provider): Promise<boolean> {
  const refuse = (reason: string) => new Error(`deployments record of ${record.network}: ${reason}`);
  if (record.chainId !== chainId) throw refuse(`is of chain ${record.chainId}, and this is chain ${chainId}`);
  const code = await provider.getCode(record.address);
  const isLive = keccak256(code) === record.codeHash;
  if (!isLive && chainId === LOCAL_CHAIN_ID) return false;
  if (!isLive)
    throw refuse(`${record.address} holds ${code === "0x" ? "no code" : "other code"} on this chain`);
  if (record.abiHash !== abiHash || record.creationCodeHash !== creationCodeHash) {
    throw refuse(
      `${record.address} is live and differs from the contract built here; move the file away to replace it`,
    );
  }
  return true;
}

async function deploy(signer: Signer, provider: Provider) {
  const contract = await new AccessManagementProtocol__factory(signer).deploy();
  const receipt = await contract.deploymentTransaction()?.wait();
  if (receipt?.contractAddress == null) throw new Error("the deployment has no receipt");
  const code = await provider.getCode(receipt.contractAddress);
  return {
    address: receipt.contractAddress,
    blockNumber: receipt.blockNumber,
    transactionHash: receipt.hash,
    codeHash: keccak256(code),
  };
}

const sources = (commit: string | undefined) => ({
  compiler: COMPILATION.compiler,
  compilerSettings: COMPILATION.settings,
  abiHash,
  creationCodeHash,
  ...(commit === undefined ? {} : { commit }),
});
