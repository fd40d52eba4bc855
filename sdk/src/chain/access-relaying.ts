import {
  type Address,
  type BatchMessage,
  type Bytes32,
  grantHandle,
  type RevokeMessage,
} from "@idos/protocol";
import { isContractRefusal, isIdosError } from "../errors/idos-error.ts";
import { standingOf } from "./access-views.ts";
import { type BatchOutcome, batchOutcome, changesOfBatch } from "./batch-outcome.ts";
import type { ExpectedChange } from "./change-outcomes.ts";
import type { ContractConnection, Sent } from "./contract-connection.ts";
import {
  type ExpectedEvent,
  granted,
  grantedSealed,
  revoked,
  revokedAll,
  revokedSealed,
} from "./expected-events.ts";
import type { ChainReceipt } from "./receipt.ts";
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
 * refused, or went through without doing it, and yet what was signed holds now: somebody else was first, which is a
 * success too. All of them throw CONTRACT_INVALID_SIGNATURE, CONTRACT_DEADLINE_PASSED and what
 * `ContractConnection.send` throws.
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

/** A batch that a relayer sent, with what became of each change. */
export interface RelayedBatch extends BatchOutcome {
  readonly receipt: ChainReceipt;
}

export function accessRelaying(connection: ContractConnection): AccessRelaying {
  const { contract, view, send } = connection;
  const relayAll = async (
    transact: Parameters<typeof send>[0],
    changes: readonly ExpectedChange[],
    holds: () => Promise<boolean>,
  ): Promise<Sent | null> => {
    try {
      return await send(transact, changes);
    } catch (error) {
      // A race is lost before the transaction is sent, by the contract's refusal, or after, by a revert in a block.
      const mayBeLate = isContractRefusal(error) || isIdosError(error, "TRANSACTION_FAILED");
      if (mayBeLate && (await holds())) return null;
      throw error;
    }
  };
  const relay = async (
    transact: Parameters<typeof send>[0],
    made: ExpectedEvent,
    holds: () => Promise<boolean>,
  ): Promise<ChainReceipt | null> => (await relayAll(transact, [{ made }], holds))?.receipt ?? null;
  const standing = (owner: Address, handle: Bytes32) => standingOf(connection, owner, handle);
  const ofShare = ({ owner, grantee, shareId }: RevokeMessage) =>
    standing(owner, grantHandle(grantee, shareId));
  return {
    relayGrant: ({ message: m, signature }) =>
      relay(
        () => contract.grantBySig(m.owner, m.grantee, m.shareId, m.expiresAt, m.deadline, signature),
        granted(m.owner, m),
        async () => holdsGrant(await ofShare(m), m),
      ),
    relayRevoke: ({ message: m, signature }) =>
      relay(
        () => contract.revokeBySig(m.owner, m.grantee, m.shareId, m.deadline, signature),
        revoked(m.owner, m),
        async () => holdsEnd(await ofShare(m), m),
      ),
    relayGrantSealed: ({ message: m, signature }) =>
      relay(
        () => contract.grantSealedBySig(m.owner, m.handle, m.expiresAt, m.deadline, signature),
        grantedSealed(m.owner, m),
        async () => holdsGrant(await standing(m.owner, m.handle), m),
      ),
    relayRevokeSealed: ({ message: m, signature }) =>
      relay(
        () => contract.revokeSealedBySig(m.owner, m.handle, m.deadline, signature),
        revokedSealed(m.owner, m.handle),
        async () => holdsEnd(await standing(m.owner, m.handle), m),
      ),
    relayRevokeAll: ({ message: m, signature }) =>
      relay(
        () => contract.revokeAllBySig(m.owner, m.deadline, signature),
        revokedAll(m.owner, m.epoch + 1n),
        async () => (await view(() => contract.epochOf(m.owner))) > m.epoch,
      ),
    async relayBatch({ message: m, signature }) {
      const sent = await relayAll(
        () => contract.batchBySig(m.owner, [...m.changes], [...m.sealedChanges], m.deadline, signature),
        changesOfBatch(m),
        () => holdsAll(connection, m),
      );
      return sent && { receipt: sent.receipt, ...batchOutcome(m, sent.outcomes) };
    },
  };
}

/** Whether every change of a batch has been carried out, by whatever means. */
async function holdsAll(connection: ContractConnection, message: BatchMessage): Promise<boolean> {
  const { owner, epoch, changes, sealedChanges } = message;
  const all = [
    ...changes.map((it) => ({ handle: grantHandle(it.grantee, it.shareId), ...it })),
    ...sealedChanges,
  ];
  for (const change of all)
    if (!holdsChange(await standingOf(connection, owner, change.handle), { ...change, epoch })) return false;
  return all.length > 0;
}
