import type { Address, Bytes32 } from "@idos/protocol";
import { ENTRY_KEY_BYTES, entryKey } from "../entry-key.ts";
import { packEpoch } from "./pack-entry.ts";
import type { StoredChange } from "./stored-changes.ts";

/** The most that one change takes: the letter, owner, entry key, grantee, share, a length, and a packed entry. */
const CHANGE_BYTES_MAX = 1 + 20 + ENTRY_KEY_BYTES + 20 + 32 + 1 + 64;

/**
 * All changes of a commit in one string of bytes, which the commit script reads from front to back:
 *
 * g owner key grantee share length packed   the entry, whose parties are known
 * s owner key handle length packed          the entry of a sealed grant
 * d owner key                               no entry any more
 * e owner length epoch                      the owner's epoch; of length 0 for the epoch 0
 */
export function encodeChanges(changes: readonly StoredChange[]): Buffer {
  const bytes = Buffer.allocUnsafe(changes.length * CHANGE_BYTES_MAX);
  let end = 0;
  const letter = (text: string): void => void (end += bytes.write(text, end, "latin1"));
  const hex = (value: Address | Bytes32): void => void (end += bytes.write(value.slice(2), end, "hex"));
  const raw = (value: Uint8Array): void => {
    bytes.set(value, end);
    end += value.length;
  };
  const counted = (value: Uint8Array): void => {
    end = bytes.writeUInt8(value.length, end);
    raw(value);
  };
  for (const change of changes) {
    if ("epoch" in change) {
      letter("e");
      hex(change.owner);
      counted(change.epoch === 0n ? new Uint8Array() : packEpoch(change.epoch));
      continue;
    }
    const { owner, handle } = change;
    letter("drop" in change ? "d" : "grantee" in change ? "g" : "s");
    hex(owner);
    raw(entryKey(owner, handle));
    if ("drop" in change) continue;
    if ("grantee" in change) {
      hex(change.grantee);
      hex(change.shareId);
    } else hex(handle);
    counted(Buffer.from(change.put, "hex"));
  }
  return bytes.subarray(0, end);
}

/** 32 bytes for each hash. */
export function encodeHashes(hashes: readonly Bytes32[]): Buffer {
  return Buffer.from(hashes.map((hash) => hash.slice(2)).join(""), "hex");
}
