import {
  type Address,
  didKeySchema,
  encodeDidKey,
  type GrantState,
  type IndexState,
  type IndexStatus,
  parseAddress,
  parseBytes32,
  SCOPES,
  ZERO_BYTES32,
} from "@idos/protocol";
import type { ShareFacts } from "../../src/access/authorize.ts";
import type { PresentedGrant } from "../../src/access/presented-grant.ts";
import type { Principal } from "../../src/access/principal.ts";

/** The chain of every share and grant, where a test does not say otherwise. */
export const CHAIN_ID = 1;
export const NOW = 1_800_000_000;

export const account = (digit: string): Address => parseAddress(`0x${digit.repeat(40)}`);
export const id = (digit: string) => parseBytes32(`0x${digit.repeat(64)}`);

export const ALICE = { userId: id("a"), account: account("a") };
/** The grant by Alice's account that makes her share readable. */
export const GRANT: PresentedGrant = { owner: ALICE.account, handle: id("1") };
export const BOB = { userId: id("b"), account: account("b") };

export function principal(of: typeof ALICE, changes: Partial<Principal> = {}): Principal {
  const sessionKey = didKeySchema.parse(
    encodeDidKey({ curve: "Ed25519", bytes: new Uint8Array(32).fill(7) }),
  );
  const delegation = { message: "", signature: "0x00" };
  return { ...of, sessionKey, scopes: SCOPES, delegation, contractChainId: null, ...changes };
}

/** Alice's share. */
export function share(changes: Partial<ShareFacts> = {}): ShareFacts {
  return {
    ownerId: ALICE.userId,
    chainId: CHAIN_ID,
    ownerAccount: ALICE.account,
    handle: GRANT.handle,
    linkedAccounts: [ALICE.account],
    recordOwners: [ALICE.userId],
    ...changes,
  };
}

export function status(state: IndexState = "ready", blockTime = NOW - 1): IndexStatus {
  return {
    state,
    decidedAt: { chainId: CHAIN_ID, contract: account("c"), blockNumber: 20, blockHash: ZERO_BYTES32 },
    blockTime,
    confirmedBlockNumber: 18,
    seq: 1n,
    secondsSinceHead: 0,
  };
}

export function granted(expiresAt: bigint = BigInt(NOW + 100)): GrantState {
  return { kind: "granted", sinceBlock: 10, expiresAt };
}
