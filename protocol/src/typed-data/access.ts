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

/** As GrantMessage, for a sealed grant. */
export type GrantSealedMessage = Omit<GrantMessage, "grantee" | "shareId"> & { readonly handle: Bytes32 };
export type RevokeSealedMessage = Omit<GrantSealedMessage, "expiresAt">;

export type RevokeAllMessage = Pick<GrantMessage, "owner" | "epoch" | "deadline">;

/** One change of a batch; `expiresAt` 0 ends the grant. */
export type BatchChange = Pick<GrantMessage, "grantee" | "shareId" | "expiresAt" | "nonce">;
export type SealedBatchChange = Pick<GrantSealedMessage, "handle" | "expiresAt" | "nonce">;

/** Many changes under one signature, made in order; one that is out of date is passed over. */
export interface BatchMessage extends RevokeAllMessage {
  readonly changes: readonly BatchChange[];
  readonly sealedChanges: readonly SealedBatchChange[];
}

function accessDomain(deployment: Deployment): TypedDataDomain {
  return {
    name: "Access Management Protocol",
    version: "1",
    chainId: deployment.chainId,
    verifyingContract: deployment.contract,
  };
}

const OWNER = { name: "owner", type: "address" };
const SHARE = [
  { name: "grantee", type: "address" },
  { name: "shareId", type: "bytes32" },
];
const HANDLE = { name: "handle", type: "bytes32" };
const EXPIRY = { name: "expiresAt", type: "uint64" };
const EPOCH = { name: "epoch", type: "uint64" };
const NONCE = { name: "nonce", type: "uint64" };
const DEADLINE = { name: "deadline", type: "uint256" };
const GUARDS = [EPOCH, NONCE, DEADLINE];

function accessTypedData(
  deployment: Deployment,
  types: TypedData["types"],
  message: TypedData["message"],
): TypedData {
  return { domain: accessDomain(deployment), types, message };
}

export function grantTypedData(deployment: Deployment, message: GrantMessage): TypedData {
  return accessTypedData(deployment, { Grant: [OWNER, ...SHARE, EXPIRY, ...GUARDS] }, { ...message });
}

export function revokeTypedData(deployment: Deployment, message: RevokeMessage): TypedData {
  return accessTypedData(deployment, { Revoke: [OWNER, ...SHARE, ...GUARDS] }, { ...message });
}

export function grantSealedTypedData(deployment: Deployment, message: GrantSealedMessage): TypedData {
  return accessTypedData(deployment, { GrantSealed: [OWNER, HANDLE, EXPIRY, ...GUARDS] }, { ...message });
}

export function revokeSealedTypedData(deployment: Deployment, message: RevokeSealedMessage): TypedData {
  return accessTypedData(deployment, { RevokeSealed: [OWNER, HANDLE, ...GUARDS] }, { ...message });
}

export function revokeAllTypedData(deployment: Deployment, message: RevokeAllMessage): TypedData {
  return accessTypedData(deployment, { RevokeAll: [OWNER, EPOCH, DEADLINE] }, { ...message });
}

export function batchTypedData(deployment: Deployment, message: BatchMessage): TypedData {
  const lists = [
    { name: "changes", type: "Change[]" },
    { name: "sealedChanges", type: "SealedChange[]" },
  ];
  const types = {
    Batch: [OWNER, ...lists, EPOCH, DEADLINE],
    Change: [...SHARE, EXPIRY, NONCE],
    SealedChange: [HANDLE, EXPIRY, NONCE],
  };
  const { changes, sealedChanges, ...rest } = message;
  const listed = {
    changes: changes.map((change) => ({ ...change })),
    sealedChanges: sealedChanges.map((change) => ({ ...change })),
  };
  return accessTypedData(deployment, types, { ...rest, ...listed });
}
