import { keccak256, type JsonRpcProvider } from "ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { ABI_HASH, CONTRACT_ADDRESS, CREATION_CODE_HASH } from "./creation.ts";
import { type Cost, estimateCost } from "./estimate-cost.ts";
import { requireAgreement } from "../deployments/require-agreement.ts";
import { type DeploymentRecord, readDeployments } from "./record.ts";
import { rehearse } from "./rehearse.ts";

export interface Target {
  readonly provider: JsonRpcProvider;
  /** Names the record's file. */
  readonly network: string;
  /** What the chain must call itself. */
  readonly chainId: number;
  /** Where records are kept. */
  readonly folder: string;
}

/** What a deployment finds, and what is left to do: nothing, only the record, or everything. */
export interface Plan {
  readonly network: string;
  readonly chainId: number;
  readonly address: string;
  readonly deployer: { readonly address: string; readonly balance: bigint } | undefined;
  readonly outstanding:
    | { readonly kind: "nothing"; readonly record: DeploymentRecord }
    | { readonly kind: "record" }
    | { readonly kind: "send"; readonly cost: Cost };
}

/** Looks, and changes nothing. Throws where something does not fit; `deployer` may be unknown. */
export async function planDeployment(target: Target, deployer: string | undefined): Promise<Plan> {
  const { provider, network, chainId } = target;
  const actual = BigInt(String(await provider.send("eth_chainId", [])));
  if (actual !== BigInt(chainId))
    throw new Error(`${network} is chain ${chainId}, and the endpoint is of chain ${actual.toString()}`);
  const records = await readDeployments(target.folder);
  const record = records.find((other) => other.network === network);
  // Together with what this run will write.
  const others = records.filter((other) => other !== record);
  requireAgreement([...others, { network, chainId, abiHash: ABI_HASH }], ABI_HASH);
  const balance = deployer === undefined ? undefined : await provider.getBalance(deployer);
  return {
    ...{ network, chainId, address: CONTRACT_ADDRESS },
    deployer: deployer === undefined || balance === undefined ? undefined : { address: deployer, balance },
    outstanding: await findOutstanding(target, deployer, record),
  };
}

async function findOutstanding(
  target: Target,
  deployer: string | undefined,
  record: DeploymentRecord | undefined,
): Promise<Plan["outstanding"]> {
  if (record !== undefined && (await isLive(record, target))) return { kind: "nothing", record };
  if (await isContractThere(target)) return { kind: "record" };
  const { gasUsed } = await rehearse(target.chainId);
  return { kind: "send", cost: await estimateCost(target.provider, deployer, gasUsed) };
}

/** Whether the recorded contract serves; false where a local chain forgot it. Throws where record and chain contradict. */
async function isLive(record: DeploymentRecord, { chainId, provider }: Target): Promise<boolean> {
  const refuse = (reason: string) => new Error(`deployments record of ${record.network}: ${reason}`);
  if (record.chainId !== chainId) throw refuse(`is of chain ${record.chainId}, and this is chain ${chainId}`);
  const code = await provider.getCode(record.address);
  if (keccak256(code) !== record.codeHash) {
    if (chainId === LOCAL_CHAIN_ID) return false;
    throw refuse(`${record.address} holds ${code === "0x" ? "no code" : "other code"} on this chain`);
  }
  if (record.abiHash !== ABI_HASH || record.creationCodeHash !== CREATION_CODE_HASH) {
    throw refuse(
      `${record.address} is live and differs from the contract built here; move the file away to replace it`,
    );
  }
  if (record.codeHash !== (await rehearse(chainId)).codeHash)
    throw refuse(`${record.address} holds other code than this source makes`);
  // An endpoint may have forgotten an old transaction, but not tell another story of it.
  const receipt = await provider.getTransactionReceipt(record.transactionHash);
  if (receipt !== null && receipt.blockNumber !== record.blockNumber) {
    throw refuse(
      `its transaction is in block ${receipt.blockNumber}, not ${record.blockNumber}; move the file away to have it written anew`,
    );
  }
  return true;
}

/** Whether this very contract is at its address. Throws where other code is: a chain with rules of its own, or a lie. */
export async function isContractThere({
  provider,
  chainId,
}: Pick<Target, "provider" | "chainId">): Promise<boolean> {
  const code = await provider.getCode(CONTRACT_ADDRESS);
  if (code === "0x") return false;
  if (keccak256(code) !== (await rehearse(chainId)).codeHash)
    throw new Error(
      `${CONTRACT_ADDRESS} holds other code than this source makes: nothing is sent or recorded`,
    );
  return true;
}
