import type { Signer, TypedDataDomain, TypedDataField } from "ethers";
import type { AccessManagementProtocol } from "../../../protocol/src/generated/contracts/AccessManagementProtocol.ts";
import { ethers, FAR_FUTURE, handleOf } from "./world.ts";

export interface RevokeMessage {
  readonly owner: string;
  readonly grantee: string;
  readonly shareId: string;
  readonly epoch: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

export interface GrantMessage extends RevokeMessage {
  readonly expiresAt: bigint;
}

const field = (type: string, name: string): TypedDataField => ({ type, name });
const PARTIES = [field("address", "owner"), field("address", "grantee"), field("bytes32", "shareId")];
const GUARDS = [field("uint64", "epoch"), field("uint64", "nonce"), field("uint256", "deadline")];
const GRANT = [...PARTIES, field("uint64", "expiresAt"), ...GUARDS];
const REVOKE = [...PARTIES, ...GUARDS];

export async function domainOf(amp: AccessManagementProtocol): Promise<TypedDataDomain> {
  const { chainId } = await ethers.provider.getNetwork();
  return {
    name: "Access Management Protocol",
    version: "1",
    chainId,
    verifyingContract: await amp.getAddress(),
  };
}

/** The message that the contract expects next for a share, unless `terms` say otherwise. */
export async function revokeMessage(
  amp: AccessManagementProtocol,
  terms: Pick<RevokeMessage, "owner" | "grantee" | "shareId"> & Partial<RevokeMessage>,
): Promise<RevokeMessage> {
  const [epoch, nonce] = await Promise.all([
    amp.epochOf(terms.owner),
    amp.nonceOf(terms.owner, handleOf(terms.grantee, terms.shareId)),
  ]);
  return { epoch, nonce, deadline: FAR_FUTURE, ...terms };
}

export async function grantMessage(
  amp: AccessManagementProtocol,
  terms: Pick<GrantMessage, "owner" | "grantee" | "shareId" | "expiresAt"> & Partial<GrantMessage>,
): Promise<GrantMessage> {
  return { expiresAt: terms.expiresAt, ...(await revokeMessage(amp, terms)) };
}

export const signGrant = (signer: Signer, domain: TypedDataDomain, message: GrantMessage): Promise<string> =>
  signer.signTypedData(domain, { Grant: GRANT }, message);

export const signRevoke = (
  signer: Signer,
  domain: TypedDataDomain,
  message: RevokeMessage,
): Promise<string> => signer.signTypedData(domain, { Revoke: REVOKE }, message);

/** Sends a signed grant as anyone may: the message's epoch and nonce are the contract's to know. */
export const relayGrant = (amp: AccessManagementProtocol, m: GrantMessage, signature: string) =>
  amp.grantBySig(m.owner, m.grantee, m.shareId, m.expiresAt, m.deadline, signature);

export const relayRevoke = (amp: AccessManagementProtocol, m: RevokeMessage, signature: string) =>
  amp.revokeBySig(m.owner, m.grantee, m.shareId, m.deadline, signature);

export interface SealedTerms {
  readonly owner: string;
  readonly handle: string;
  readonly expiresAt?: bigint;
  readonly epoch: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

const SEALED = [field("address", "owner"), field("bytes32", "handle")];
const GRANT_SEALED = [...SEALED, field("uint64", "expiresAt"), ...GUARDS];
const REVOKE_SEALED = [...SEALED, ...GUARDS];
const REVOKE_ALL = [field("address", "owner"), field("uint64", "epoch"), field("uint256", "deadline")];

export const signGrantSealed = (signer: Signer, domain: TypedDataDomain, message: SealedTerms) =>
  signer.signTypedData(domain, { GrantSealed: GRANT_SEALED }, message);

export const signRevokeSealed = (signer: Signer, domain: TypedDataDomain, message: SealedTerms) =>
  signer.signTypedData(domain, { RevokeSealed: REVOKE_SEALED }, message);

export const signRevokeAll = (
  signer: Signer,
  domain: TypedDataDomain,
  message: { readonly owner: string; readonly epoch: bigint; readonly deadline: bigint },
) => signer.signTypedData(domain, { RevokeAll: REVOKE_ALL }, message);

/** A change of a batch; `expiresAt` 0 ends the grant. */
export interface Change {
  readonly grantee: string;
  readonly shareId: string;
  readonly expiresAt: bigint;
  readonly nonce: bigint;
}
export type SealedChange = Pick<Change, "expiresAt" | "nonce"> & { readonly handle: string };

export interface Batch {
  readonly owner: string;
  readonly changes: readonly Change[];
  readonly sealedChanges: readonly SealedChange[];
  readonly epoch: bigint;
  readonly deadline: bigint;
}

const CHANGED = [field("uint64", "expiresAt"), field("uint64", "nonce")];
const BATCH = {
  Batch: [
    field("address", "owner"),
    field("Change[]", "changes"),
    field("SealedChange[]", "sealedChanges"),
    field("uint64", "epoch"),
    field("uint256", "deadline"),
  ],
  Change: [field("address", "grantee"), field("bytes32", "shareId"), ...CHANGED],
  SealedChange: [field("bytes32", "handle"), ...CHANGED],
};

export const signBatch = (signer: Signer, domain: TypedDataDomain, message: Batch): Promise<string> =>
  signer.signTypedData(domain, BATCH, message);

export const relayBatch = (amp: AccessManagementProtocol, m: Batch, signature: string) =>
  amp.batchBySig(m.owner, [...m.changes], [...m.sealedChanges], m.deadline, signature);

export const batchOf = (owner: string, terms: Partial<Batch>): Batch => ({
  ...{ owner, changes: [], sealedChanges: [], epoch: 0n, deadline: FAR_FUTURE },
  ...terms,
});
