import {
  AccessManagementProtocol__factory,
  type BatchChange,
  batchTypedData,
  type Bytes32,
  grantSealedTypedData,
  grantTypedData,
  NEVER_EXPIRES,
  revokeAllTypedData,
  revokeSealedTypedData,
  revokeTypedData,
  type SealedBatchChange,
  type TypedData,
} from "@idos/protocol";
import type { DeployedChain, TestGrant } from "./deployed-chain.ts";

/** What owners sign and someone else sends; each resolves to the block of the transaction. */
export interface SignedCalls {
  grant(grant: TestGrant): Promise<number>;
  revoke(grant: TestGrant): Promise<number>;
  grantSealed(owner: number, handle: Bytes32): Promise<number>;
  revokeSealed(owner: number, handle: Bytes32): Promise<number>;
  revokeAll(owner: number): Promise<number>;
  batch(
    owner: number,
    changes: readonly BatchChange[],
    sealedChanges: readonly SealedBatchChange[],
  ): Promise<number>;
  /** The nonce that the next message about the handle must carry. */
  nonceOf(owner: number, handle: Bytes32): Promise<bigint>;
}

const RELAYER = 8;
const DEADLINE = 2n ** 200n;

interface Sent {
  wait(): Promise<{ readonly blockNumber: number } | null>;
}

export function signedCalls(on: DeployedChain): SignedCalls {
  const { chain, contract } = on;
  const amp = AccessManagementProtocol__factory.connect(contract, chain.account(RELAYER));
  const deployment = { chainId: chain.chainId, contract };
  const sign = (owner: number, { domain, types, message }: TypedData): Promise<string> =>
    chain.account(owner).signTypedData(domain, types, message);
  const mined = async (sent: Sent): Promise<number> => (await sent.wait())?.blockNumber ?? 0;
  const nonceOf = (owner: number, of: Bytes32): Promise<bigint> => amp.nonceOf(on.address(owner), of);
  const ownerFields = async (owner: number) => ({
    ...{ owner: on.address(owner), epoch: await amp.epochOf(on.address(owner)), deadline: DEADLINE },
  });
  const ofShare = async ({ owner, grantee, shareId }: TestGrant) => {
    const nonce = await nonceOf(owner, on.handle({ owner, grantee, shareId }));
    return { ...(await ownerFields(owner)), grantee: on.address(grantee), shareId, nonce };
  };
  const ofHandle = async (owner: number, of: Bytes32) => {
    const nonce = await nonceOf(owner, of);
    return { ...(await ownerFields(owner)), handle: of, nonce };
  };
  return {
    nonceOf,
    async grant(grant) {
      const message = { ...(await ofShare(grant)), expiresAt: NEVER_EXPIRES };
      const signature = await sign(grant.owner, grantTypedData(deployment, message));
      const { owner, grantee, shareId, expiresAt } = message;
      return mined(await amp.grantBySig(owner, grantee, shareId, expiresAt, DEADLINE, signature));
    },
    async revoke(grant) {
      const message = await ofShare(grant);
      const signature = await sign(grant.owner, revokeTypedData(deployment, message));
      return mined(
        await amp.revokeBySig(message.owner, message.grantee, message.shareId, DEADLINE, signature),
      );
    },
    async grantSealed(owner, of) {
      const message = { ...(await ofHandle(owner, of)), expiresAt: NEVER_EXPIRES };
      const signature = await sign(owner, grantSealedTypedData(deployment, message));
      return mined(await amp.grantSealedBySig(message.owner, of, NEVER_EXPIRES, DEADLINE, signature));
    },
    async revokeSealed(owner, of) {
      const message = await ofHandle(owner, of);
      const signature = await sign(owner, revokeSealedTypedData(deployment, message));
      return mined(await amp.revokeSealedBySig(message.owner, of, DEADLINE, signature));
    },
    async revokeAll(owner) {
      const message = await ownerFields(owner);
      const signature = await sign(owner, revokeAllTypedData(deployment, message));
      return mined(await amp.revokeAllBySig(message.owner, DEADLINE, signature));
    },
    async batch(owner, changes, sealedChanges) {
      const message = { ...(await ownerFields(owner)), changes, sealedChanges };
      const signature = await sign(owner, batchTypedData(deployment, message));
      return mined(
        await amp.batchBySig(message.owner, [...changes], [...sealedChanges], DEADLINE, signature),
      );
    },
  };
}
