import {
  type BatchChange,
  batchTypedData,
  type Bytes32,
  type Deployment,
  grantHandle,
  grantSealedTypedData,
  grantTypedData,
  revokeAllTypedData,
  revokeSealedTypedData,
  revokeTypedData,
  type SealedBatchChange,
  type TypedData,
} from "@idos/protocol";
import { accountOf, signTypedData } from "../session/wallet.ts";
import type { ContractConnection } from "./contract-connection.ts";
import type { GrantKey, GrantTerms, SealedGrantTerms } from "./grant-terms.ts";
import { requireOneChangeEach } from "./one-change-each.ts";
import type {
  Signed,
  SignedBatch,
  SignedGrant,
  SignedGrantSealed,
  SignedRevoke,
  SignedRevokeAll,
  SignedRevokeSealed,
} from "./signed-messages.ts";

/**
 * What the signer's account decides by a signature (EIP-712), for a relayer to send; nothing is sent here. Epoch and
 * nonce are read from the contract. `deadline` is the last Unix second at which the message can be used. All of them
 * throw WALLET_REJECTED, WALLET_FAILED, WRONG_CHAIN.
 */
export interface AccessSigning {
  signGrant(terms: GrantTerms, deadline: bigint): Promise<SignedGrant>;
  signRevoke(grant: GrantKey, deadline: bigint): Promise<SignedRevoke>;
  signGrantSealed(terms: SealedGrantTerms, deadline: bigint): Promise<SignedGrantSealed>;
  signRevokeSealed(handle: Bytes32, deadline: bigint): Promise<SignedRevokeSealed>;
  signRevokeAll(deadline: bigint): Promise<SignedRevokeAll>;
  /**
   * Many changes under one signature; `expiresAt` 0 ends a grant. One that is out of date is passed over. Throws
   * ARGUMENT_INVALID where two are of one handle, public or sealed.
   */
  signBatch(changes: BatchTerms, deadline: bigint): Promise<SignedBatch>;
}

/** Made in order, the public ones first. */
export interface BatchTerms {
  readonly changes?: readonly GrantTerms[];
  readonly sealedChanges?: readonly SealedGrantTerms[];
}

export function accessSigning({ contract, deployment, signer, view }: ContractConnection): AccessSigning {
  const sign = async <Message>(
    typedDataOf: (deployment: Deployment, message: Message) => TypedData,
    message: Message,
  ): Promise<Signed<Message>> => ({
    message,
    signature: await signTypedData(signer, typedDataOf(deployment, message)),
  });
  const ofOwner = async (deadline: bigint) => {
    const owner = await accountOf(signer);
    return { owner, epoch: await view(() => contract.epochOf(owner)), deadline };
  };
  const ofHandle = async (handle: Bytes32, deadline: bigint) => {
    const guards = await ofOwner(deadline);
    return { ...guards, nonce: await view(() => contract.nonceOf(guards.owner, handle)) };
  };
  return {
    async signGrant({ grantee, shareId, expiresAt }, deadline) {
      const guards = await ofHandle(grantHandle(grantee, shareId), deadline);
      return sign(grantTypedData, { grantee, shareId, expiresAt, ...guards });
    },
    async signRevoke({ grantee, shareId }, deadline) {
      const guards = await ofHandle(grantHandle(grantee, shareId), deadline);
      return sign(revokeTypedData, { grantee, shareId, ...guards });
    },
    signGrantSealed: async ({ handle, expiresAt }, deadline) =>
      sign(grantSealedTypedData, { handle, expiresAt, ...(await ofHandle(handle, deadline)) }),
    signRevokeSealed: async (handle, deadline) =>
      sign(revokeSealedTypedData, { handle, ...(await ofHandle(handle, deadline)) }),
    signRevokeAll: async (deadline) => sign(revokeAllTypedData, await ofOwner(deadline)),
    async signBatch({ changes = [], sealedChanges = [] }, deadline) {
      const handleOf = ({ grantee, shareId }: GrantKey) => grantHandle(grantee, shareId);
      requireOneChangeEach([...changes.map(handleOf), ...sealedChanges.map(({ handle }) => handle)]);
      const guards = await ofOwner(deadline);
      const nonceOf = (handle: Bytes32) => view(() => contract.nonceOf(guards.owner, handle));
      const numbered: BatchChange[] = [];
      for (const { grantee, shareId, expiresAt } of changes) {
        const nonce = await nonceOf(grantHandle(grantee, shareId));
        numbered.push({ grantee, shareId, expiresAt, nonce });
      }
      const numberedSealed: SealedBatchChange[] = [];
      for (const { handle, expiresAt } of sealedChanges)
        numberedSealed.push({ handle, expiresAt, nonce: await nonceOf(handle) });
      return sign(batchTypedData, { ...guards, changes: numbered, sealedChanges: numberedSealed });
    },
  };
}
