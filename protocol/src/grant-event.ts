import { AbiCoder, id, keccak256, zeroPadValue } from "ethers";
import { type Address, type Bytes32, parseBytes32, ZERO_BYTES32 } from "./primitives.ts";

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

/** A public grant's key under its owner: keccak256(abi.encode(grantee, shareId)). */
export function grantHandle(grantee: Address, shareId: Bytes32): Bytes32 {
  return parseBytes32(
    keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [grantee, shareId])),
  );
}

/**
 * A sealed grant's key under its owner: keccak256(abi.encode(grantee, shareId, salt)). `salt` is 32 random bytes,
 * drawn anew for every sealed grant.
 */
export function sealedGrantHandle(grantee: Address, shareId: Bytes32, salt: Bytes32): Bytes32 {
  const types = ["address", "bytes32", "bytes32"];
  return parseBytes32(keccak256(AbiCoder.defaultAbiCoder().encode(types, [grantee, shareId, salt])));
}

/** The handle that the event is about; undefined where it is about all of the owner's. */
export function eventHandle(event: GrantEvent): Bytes32 | undefined {
  if ("handle" in event) return event.handle;
  return "shareId" in event ? grantHandle(event.grantee, event.shareId) : undefined;
}

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

const DIGEST_BITS = 192n;
const JOURNAL_TYPES = ["uint256", "bytes32", "address", "bytes32", "bytes32", "uint64"];

/** The journal after one more event, by the contract's own rule. The event's `seq` is not looked at. */
export function advanceJournal(journal: Journal, event: GrantEvent): Journal {
  const word = (journal.seq << DIGEST_BITS) | journal.digest;
  const { subject, shareId, value } = journalFields(event);
  const fields = [word, EVENT_TOPICS[event.kind], event.owner, subject, shareId, value];
  const hash = BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(JOURNAL_TYPES, fields)));
  return { seq: journal.seq + 1n, digest: BigInt.asUintN(Number(DIGEST_BITS), hash) };
}

interface JournalFields {
  readonly subject: string;
  readonly shareId: Bytes32;
  readonly value: bigint;
}

function journalFields(event: GrantEvent): JournalFields {
  const ofShare = (share: OfShare, value: bigint) => ({
    subject: zeroPadValue(share.grantee, 32),
    shareId: share.shareId,
    value,
  });
  const ofHandle = (subject: Bytes32, value: bigint) => ({ subject, shareId: ZERO_BYTES32, value });
  switch (event.kind) {
    case "granted":
      return ofShare(event, event.expiresAt);
    case "revoked":
    case "renounced":
      return ofShare(event, 0n);
    case "granted-sealed":
      return ofHandle(event.handle, event.expiresAt);
    case "revoked-sealed":
      return ofHandle(event.handle, 0n);
    case "revoked-all":
      return ofHandle(ZERO_BYTES32, event.epoch);
    case "messages-voided":
    case "change-skipped":
      return ofHandle(event.handle, event.nonce);
  }
}
