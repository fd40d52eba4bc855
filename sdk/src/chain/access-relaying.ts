import {
  type Address,
  type BatchMessage,
  type Bytes32,
  grantHandle,
  type RevokeMessage,
} from "@idos/protocol";
import type { TransactionReceipt } from "ethers";
import { isContractRefusal, isIdosError } from "../errors/idos-error.ts";
import { standingOf } from "./access-views.ts";
import { type BatchOutcome, batchOutcome } from "./batch-outcome.ts";
import type { ContractConnection } from "./contract-connection.ts";
import { type ChainReceipt, chainReceiptOf } from "./receipt.ts";
import type {
  SignedBatch,
  SignedGrant,
  SignedGrantSealed,
  SignedRevoke,
  SignedRevokeAll,
  SignedRevokeSealed,
} from "./signed-messages.ts";
import { holdsChange, holdsEnd, holdsGrant } from "./standing.ts";

/**
 * Sends what another's account signed, at the signer's expense. Each resolves with null where the transaction was
 * refused and yet what was signed holds now: somebody else was first, which is a success too. All of them throw
 * CONTRACT_INVALID_SIGNATURE, CONTRACT_DEADLINE_PASSED and what `sendAndWait` throws.
 */
export interface AccessRelaying {
  relayGrant(signed: SignedGrant): Promise<ChainReceipt | null>;
  relayRevoke(signed: SignedRevoke): Promise<ChainReceipt | null>;
  relayGrantSealed(signed: SignedGrantSealed): Promise<ChainReceipt | null>;
  relayRevokeSealed(signed: SignedRevokeSealed): Promise<ChainReceipt | null>;
  relayRevokeAll(signed: SignedRevokeAll): Promise<ChainReceipt | null>;
  /** Says of each change whether it was made; an end counts only if it was. Throws CONTRACT_NOTHING_TO_CHANGE. */
  relayBatch(signed: SignedBatch): Promise<RelayedBatch | null>;
}

export interface RelayedBatch extends BatchOutcome {
  readonly receipt: ChainReceipt;
}

export function accessRelaying(connection: ContractConnection): AccessRelaying {
  const { contract, deployment, view, send } = connection;
  const relay = async <Result>(
    transact: Parameters<typeof send>[0],
    holds: () => Promise<boolean>,
    resultOf: (receipt: TransactionReceipt) => Result,
  ): Promise<Result | null> => {
    try {
      return resultOf(await send(transact));
    } catch (error) {
      // A race is lost before the transaction is sent, by the contract's refusal, or after, by a revert in a block.
      const mayBeLate = isContractRefusal(error) || isIdosError(error, "TRANSACTION_FAILED");
      if (mayBeLate && (await holds())) return null;
      throw error;
    }
  };
  const standing = (owner: Address, handle: Bytes32) => standingOf(connection, owner, handle);
  const ofShare = ({ owner, grantee, shareId }: RevokeMessage) =>
    standing(owner, grantHandle(grantee, shareId));
  const holdsAll = async ({ owner, epoch, changes, sealedChanges }: BatchMessage): Promise<boolean> => {
    const all = [
      ...changes.map((it) => ({ handle: grantHandle(it.grantee, it.shareId), ...it })),
      ...sealedChanges,
    ];
    for (const change of all)
      if (!holdsChange(await standing(owner, change.handle), { ...change, epoch })) return false;
    return all.length > 0;
  };
  return {
    relayGrant: ({ message: m, signature }) =>
      relay(
        () => contract.grantBySig(m.owner, m.grantee, m.shareId, m.expiresAt, m.deadline, signature),
        async () => holdsGrant(await ofShare(m), m),
        chainReceiptOf,
      ),
    relayRevoke: ({ message: m, signature }) =>
      relay(
        () => contract.revokeBySig(m.owner, m.grantee, m.shareId, m.deadline, signature),
        async () => holdsEnd(await ofShare(m), m),
        chainReceiptOf,
      ),
    relayGrantSealed: ({ message: m, signature }) =>
      relay(
        () => contract.grantSealedBySig(m.owner, m.handle, m.expiresAt, m.deadline, signature),
        async () => holdsGrant(await standing(m.owner, m.handle), m),
        chainReceiptOf,
      ),
    relayRevokeSealed: ({ message: m, signature }) =>
      relay(
        () => contract.revokeSealedBySig(m.owner, m.handle, m.deadline, signature),
        async () => holdsEnd(await standing(m.owner, m.handle), m),
        chainReceiptOf,
      ),
    relayRevokeAll: ({ message: m, signature }) =>
      relay(
        () => contract.revokeAllBySig(m.owner, m.deadline, signature),
        async () => (await view(() => contract.epochOf(m.owner))) > m.epoch,
        chainReceiptOf,
      ),
    relayBatch: ({ message: m, signature }) =>
      relay(
        () => contract.batchBySig(m.owner, [...m.changes], [...m.sealedChanges], m.deadline, signature),
        () => holdsAll(m),
        (receipt) => ({
          receipt: chainReceiptOf(receipt),
          ...batchOutcome(deployment.contract, m, receipt.logs),
        }),
      ),
  };
}
