import type { TypedDataDomain } from "ethers";
import type { Address, Bytes32 } from "../primitives.ts";
import type { TypedData } from "./domain.ts";

/** Where an Access Management Protocol contract lives. */
export interface Deployment {
  readonly chainId: number;
  readonly contract: Address;
}

/** What an owner signs so that a relayer can grant for her. Times in seconds; `epoch` and `nonce` from the contract. */
export interface GrantMessage {
  readonly owner: Address;
  readonly grantee: Address;
  readonly shareId: Bytes32;
  readonly expiresAt: bigint;
  readonly epoch: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

export type RevokeMessage = Omit<GrantMessage, "expiresAt">;

function accessDomain(deployment: Deployment): TypedDataDomain {
  return {
    name: "Access Management Protocol",
    version: "1",
    chainId: deployment.chainId,
    verifyingContract: deployment.contract,
  };
}

const PARTIES = [
  { name: "owner", type: "address" },
  { name: "grantee", type: "address" },
  { name: "shareId", type: "bytes32" },
];
const FRESHNESS = [
  { name: "epoch", type: "uint64" },
  { name: "nonce", type: "uint64" },
  { name: "deadline", type: "uint256" },
];

export function grantTypedData(deployment: Deployment, message: GrantMessage): TypedData {
  const types = { Grant: [...PARTIES, { name: "expiresAt", type: "uint64" }, ...FRESHNESS] };
  return { domain: accessDomain(deployment), types, message: { ...message } };
}

export function revokeTypedData(deployment: Deployment, message: RevokeMessage): TypedData {
  return {
    domain: accessDomain(deployment),
    types: { Revoke: [...PARTIES, ...FRESHNESS] },
    message: { ...message },
  };
}
