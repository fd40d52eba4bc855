import {
  AccessManagementProtocol__factory,
  type Address,
  type Bytes32,
  type Deployment,
  parseAddress,
} from "@idos/protocol";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { type AccessContract, connectAccessContract } from "../../src/chain/access-contract.ts";
import type { GrantTerms } from "../../src/chain/grant-terms.ts";
import { randomId } from "../../src/records/random-id.ts";

const DAY_SECONDS = 86_400n;

/** A chain with the contract on it, and three who use it by the SDK. */
export interface ContractWorld {
  readonly chain: TestChain;
  readonly deployment: Deployment;
  readonly owner: AccessContract;
  readonly ownerAccount: Address;
  readonly grantee: AccessContract;
  readonly granteeAccount: Address;
  readonly relayer: AccessContract;
  /** Unix seconds of the chain's first blocks. */
  readonly now: bigint;
  /** So many days from now, in Unix seconds. */
  readonly inDays: (days: number) => bigint;
  /** A grant to the grantee; of a new share unless said otherwise. */
  readonly terms: (days: number, shareId?: Bytes32) => GrantTerms;
  stop(): Promise<void>;
}

export async function startContractWorld(): Promise<ContractWorld> {
  const chain = await startTestChain();
  const contract = await new AccessManagementProtocol__factory(chain.account(0)).deploy();
  await contract.waitForDeployment();
  const deployment = { chainId: chain.chainId, contract: parseAddress(await contract.getAddress()) };
  const now = BigInt((await chain.provider.getBlock("latest"))?.timestamp ?? 0);
  const inDays = (days: number): bigint => now + BigInt(days) * DAY_SECONDS;
  const granteeAccount = parseAddress(chain.account(3).address);
  return {
    ...{ chain, deployment, now, inDays, granteeAccount },
    owner: connectAccessContract(deployment, chain.account(1)),
    ownerAccount: parseAddress(chain.account(1).address),
    relayer: connectAccessContract(deployment, chain.account(2)),
    grantee: connectAccessContract(deployment, chain.account(3)),
    terms: (days, shareId = randomId()) => ({ grantee: granteeAccount, shareId, expiresAt: inDays(days) }),
    stop: () => chain.stop(),
  };
}
