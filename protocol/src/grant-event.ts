import { AbiCoder, id, keccak256, zeroPadValue } from "ethers";
import { type Address, type Bytes32, parseBytes32, ZERO_BYTES32 } from "./primitives.ts";

/** A contract event, decoded. `seq` counts every event of the contract from 1, without gaps. */
export type GrantEvent =
  | {
      readonly kind: "granted";
      readonly owner: Address;
      readonly grantee: Address;
      readonly shareId: Bytes32;
      /** Unix seconds; NEVER_EXPIRES for no expiry. Expired at equality with the block's time. */
      readonly expiresAt: bigint;
      readonly seq: bigint;
    }
  | {
      readonly kind: "revoked";
      readonly owner: Address;
      readonly grantee: Address;
      readonly shareId: Bytes32;
      readonly seq: bigint;
    }
  | {
      readonly kind: "revoked-all";
      readonly owner: Address;
      /** The owner's new epoch: every grant of an earlier one has ended. */
      readonly epoch: bigint;
      readonly seq: bigint;
    };

/** A public grant's key under its owner: keccak256(abi.encode(grantee, shareId)). */
export function grantHandle(grantee: Address, shareId: Bytes32): Bytes32 {
  return parseBytes32(
    keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [grantee, shareId])),
  );
}

export const EVENT_TOPICS = {
  granted: parseBytes32(id("Granted(address,address,bytes32,uint64,uint64)")),
  revoked: parseBytes32(id("Revoked(address,address,bytes32,uint64)")),
  "revoked-all": parseBytes32(id("RevokedAll(address,uint64,uint64)")),
} as const;

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

function journalFields(event: GrantEvent): { subject: string; shareId: Bytes32; value: bigint } {
  switch (event.kind) {
    case "granted":
      return { subject: zeroPadValue(event.grantee, 32), shareId: event.shareId, value: event.expiresAt };
    case "revoked":
      return { subject: zeroPadValue(event.grantee, 32), shareId: event.shareId, value: 0n };
    case "revoked-all":
      return { subject: ZERO_BYTES32, shareId: ZERO_BYTES32, value: event.epoch };
  }
}
