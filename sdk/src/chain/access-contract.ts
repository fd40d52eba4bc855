import type { Signer } from "ethers";
import { addressArgument } from "../errors/argument.ts";
import type { OnProgress } from "../progress.ts";
import { type AccessRelaying, accessRelaying } from "./access-relaying.ts";
import { type AccessSigning, accessSigning } from "./access-signing.ts";
import { type AccessTransactions, accessTransactions } from "./access-transactions.ts";
import { type AccessViews, accessViews } from "./access-views.ts";
import { connectContract } from "./contract-connection.ts";

/** The whole Access Management Protocol contract as an owner, a grantee or a relayer uses it. */
export interface AccessContract extends AccessTransactions, AccessSigning, AccessRelaying, AccessViews {}

/**
 * `signer` needs a provider, also to sign only: messages carry epoch and nonce as the contract has them. Its chain is
 * checked before each use: WRONG_CHAIN. Throws ARGUMENT_INVALID where `contract` is not an address.
 */
export function connectAccessContract(
  { chainId, contract }: { readonly chainId: number; readonly contract: string },
  signer: Signer,
  onProgress: OnProgress = () => undefined,
): AccessContract {
  const deployment = { chainId, contract: addressArgument("deployment.contract", contract) };
  const connection = connectContract(deployment, signer, onProgress);
  return {
    ...accessTransactions(connection),
    ...accessSigning(connection),
    ...accessRelaying(connection),
    ...accessViews(connection),
  };
}
