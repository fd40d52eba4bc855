import type { Deployment } from "@idos/protocol";
import type { Signer } from "ethers";
import { type AccessRelaying, accessRelaying } from "./access-relaying.ts";
import { type AccessSigning, accessSigning } from "./access-signing.ts";
import { type AccessTransactions, accessTransactions } from "./access-transactions.ts";
import { type AccessViews, accessViews } from "./access-views.ts";
import { connectContract } from "./contract-connection.ts";

/** The whole Access Management Protocol contract as an owner, a grantee or a relayer uses it. */
export interface AccessContract extends AccessTransactions, AccessSigning, AccessRelaying, AccessViews {}

/** `signer` needs a provider. Its chain is checked before each use: WRONG_CHAIN. */
export function connectAccessContract(deployment: Deployment, signer: Signer): AccessContract {
  const connection = connectContract(deployment, signer);
  return {
    ...accessTransactions(connection),
    ...accessSigning(connection),
    ...accessRelaying(connection),
    ...accessViews(connection),
  };
}
