import { id } from "ethers";
import { type Address, type Bytes32, parseBytes32 } from "./primitives.ts";

interface OfOwner {
  readonly owner: Address;
  readonly seq: bigint;
}

interface OfShare extends OfOwner {
  readonly grantee: Address;
  readonly shareId: Bytes32;
}

interface OfHandle extends OfOwner {
  readonly handle: Bytes32;
}

interface Expiring {
  /** Unix seconds; NEVER_EXPIRES for no expiry. Expired at equality with the block's time. */
  readonly expiresAt: bigint;
}

/** A contract event, decoded. `seq` counts every event of the contract from 1, without gaps. */
export type GrantEvent =
  | ({ readonly kind: "granted" } & OfShare & Expiring)
  | ({ readonly kind: "revoked" } & OfShare)
  /** The grantee's own end of the grant. */
  | ({ readonly kind: "renounced" } & OfShare)
  | ({ readonly kind: "granted-sealed" } & OfHandle & Expiring)
  | ({ readonly kind: "revoked-sealed" } & OfHandle)
  /** `epoch` is the owner's new one: every grant of an earlier one has ended. */
  | ({ readonly kind: "revoked-all"; readonly epoch: bigint } & OfOwner)
  /** Changes no grant; `nonce` is the handle's new one. */
  | ({ readonly kind: "messages-voided"; readonly nonce: bigint } & OfHandle)
  /** Changes no grant; `nonce` is the one that was signed for. */
  | ({ readonly kind: "change-skipped"; readonly nonce: bigint } & OfHandle);

export const EVENT_TOPICS = {
  granted: parseBytes32(id("Granted(address,address,bytes32,uint64,uint64)")),
  revoked: parseBytes32(id("Revoked(address,address,bytes32,uint64)")),
  renounced: parseBytes32(id("Renounced(address,address,bytes32,uint64)")),
  "granted-sealed": parseBytes32(id("GrantedSealed(address,bytes32,uint64,uint64)")),
  "revoked-sealed": parseBytes32(id("RevokedSealed(address,bytes32,uint64)")),
  "revoked-all": parseBytes32(id("RevokedAll(address,uint64,uint64)")),
  "messages-voided": parseBytes32(id("MessagesVoided(address,bytes32,uint64,uint64)")),
  "change-skipped": parseBytes32(id("ChangeSkipped(address,bytes32,uint64,uint64)")),
} as const satisfies Record<GrantEvent["kind"], Bytes32>;

/** The contract's accumulator over its whole history: a count and a 192-bit running digest. */
export interface Journal {
  readonly seq: bigint;
  readonly digest: bigint;
}

export const EMPTY_JOURNAL: Journal = { seq: 0n, digest: 0n };
