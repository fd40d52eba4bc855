import { type Bytes32, NEVER_EXPIRES, sealedGrantHandle } from "@idos/protocol";
import { type DeployedChain, newShareId, type TestGrant } from "./deployed-chain.ts";
import { signedCalls } from "./signed-calls.ts";

/** What owners, grantees and relayers can do to a grant, each by a transaction of its own. */
export const STEPS = [
  ...(["grant", "grant", "grantMany", "revoke", "renounce", "revokeAll"] as const),
  ...(["grantSealed", "grantSealed", "revokeSealed", "sealPublic", "voidMessages"] as const),
  ...(["grantBySig", "revokeBySig", "grantSealedBySig", "revokeSealedBySig", "revokeAllBySig"] as const),
  ...(["batchBySig", "batchBySig", "endingBatchBySig"] as const),
] as const;
export type Step = (typeof STEPS)[number];

/** An expiry that has come on any chain. */
const LAPSED = 1n;

/** Grants that a history is about: two owners' to the same two grantees, of one share. */
export interface Actors {
  readonly grants: readonly TestGrant[];
  /** The sealed grant beside the public one. */
  sealedOf(grant: TestGrant): Bytes32;
  /** Takes the step about the grant of this number. What would be refused is left out; a block passes all the same. */
  take(step: Step, number: number): Promise<number>;
}

export function actorsOn(on: DeployedChain): Actors {
  const shareId = newShareId();
  const grants = [0, 1, 2, 3].map((n) => ({ owner: n % 2, grantee: 3 + (n >> 1), shareId }));
  const sealedOf = ({ grantee }: TestGrant): Bytes32 =>
    sealedGrantHandle(on.address(grantee), shareId, shareId);
  const signed = signedCalls(on);
  const nothing = async (): Promise<number> => {
    await on.chain.mine();
    return on.chain.provider.getBlockNumber();
  };
  const numbered = (n: number): TestGrant => grants[n % grants.length] ?? { owner: 0, grantee: 3, shareId };

  /** Two public and two sealed changes, of which some are always passed over and one never is. */
  async function batch(n: number, ends: boolean): Promise<number> {
    const [one, other] = [numbered(n), numbered(n + 2)];
    const change = async (grant: TestGrant, expiresAt: bigint) => {
      const nonce = await signed.nonceOf(grant.owner, on.handle(grant));
      return { grantee: on.address(grant.grantee), shareId, expiresAt, nonce };
    };
    const sealedChange = async (grant: TestGrant, expiresAt: bigint) => {
      const nonce = await signed.nonceOf(grant.owner, sealedOf(grant));
      return { handle: sealedOf(grant), expiresAt, nonce };
    };
    const expiresAt = ends ? 0n : NEVER_EXPIRES;
    const changes = [await change(one, NEVER_EXPIRES), await change(other, expiresAt)];
    const sealed = [await sealedChange(one, LAPSED), await sealedChange(other, expiresAt)];
    return signed.batch(one.owner, changes, sealed);
  }

  async function take(step: Step, n: number): Promise<number> {
    const grant = numbered(n);
    const { owner } = grant;
    const sealed = sealedOf(grant);
    switch (step) {
      case "grant":
        return on.grant(grant);
      case "grantBySig":
        return signed.grant(grant);
      case "grantMany":
        return on.grantMany([grant, grant]);
      case "revoke":
        return (await on.isGranted(grant)) ? on.revoke(grant) : nothing();
      case "revokeBySig":
        return (await on.isGranted(grant)) ? signed.revoke(grant) : nothing();
      case "renounce":
        return (await on.isGranted(grant)) ? on.renounce(grant) : nothing();
      case "revokeAll":
        return on.revokeAll(owner);
      case "revokeAllBySig":
        return signed.revokeAll(owner);
      case "grantSealed":
        return on.grantSealed(owner, sealed);
      case "grantSealedBySig":
        return signed.grantSealed(owner, sealed);
      case "sealPublic":
        return on.grantSealed(owner, on.handle(grant));
      case "revokeSealed":
        return (await on.counts(owner, sealed)) ? on.revokeSealed(owner, sealed) : nothing();
      case "revokeSealedBySig":
        return (await on.counts(owner, sealed)) ? signed.revokeSealed(owner, sealed) : nothing();
      case "voidMessages":
        return on.voidMessages(owner, sealed);
      case "batchBySig":
        return batch(n, false);
      case "endingBatchBySig":
        return batch(n, true);
    }
  }

  return { grants, sealedOf, take };
}
