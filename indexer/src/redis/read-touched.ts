import { type Address, type Bytes32, parseAddress, parseBytes32, toHex } from "@idos/protocol";
import { ENTRY_KEY_BYTES, entryKey } from "../entry-key.ts";
import { CorruptIndexError } from "../errors.ts";
import type { GrantEntry, Parties } from "../grant-entry.ts";
import { grantHandle } from "../grant-hashing.ts";
import type { IndexPart, OwnerState, Touched } from "../reduce.ts";
import { unpackEntry, unpackEpoch } from "./pack-entry.ts";
import { replyBytes, type Reply } from "./run-script.ts";

const ADDRESS_BYTES = 20;

/** The two arguments of READ_TOUCHED that say what is asked for. */
export function encodeTouched(touched: Touched): [entries: Buffer, owners: Buffer] {
  const handles = [...touched].flatMap(([owner, asked]) =>
    [...asked].map((handle) => [owner, handle] as const),
  );
  const size = ENTRY_KEY_BYTES + ADDRESS_BYTES;
  const entries = Buffer.allocUnsafe(handles.length * size);
  handles.forEach(([owner, handle], n) => {
    entries.set(entryKey(owner, handle), n * size);
    entries.write(owner.slice(2), n * size + ENTRY_KEY_BYTES, "hex");
  });
  return [entries, Buffer.from([...touched.keys()].map((owner) => owner.slice(2)).join(""), "hex")];
}

/** Throws CorruptIndexError on an answer that no index gives. */
export function decodeTouched(touched: Touched, answers: readonly Reply[]): IndexPart {
  let next = touched.size;
  const states = [...touched].map(([owner, handles], n): [Address, OwnerState] => {
    const entries = new Map<Bytes32, GrantEntry>();
    for (const handle of handles) {
      const bytes = replyBytes(answers[next++]);
      if (bytes !== undefined) entries.set(handle, readEntry(owner, handle, bytes));
    }
    return [owner, { epoch: unpackEpoch(replyBytes(answers[n])), entries }];
  });
  return new Map(states);
}

function readEntry(owner: Address, handle: Bytes32, bytes: Buffer): GrantEntry {
  const storedEnd = 1 + (bytes[0] ?? 0);
  const listedEnd = storedEnd + 1 + (bytes[storedEnd] ?? 0);
  const listed = bytes.subarray(storedEnd + 1, listedEnd);
  const terms = unpackEntry(entryOf(bytes.subarray(1, storedEnd)));
  if (listed.length === 32) {
    if (toHex(listed) !== handle) throw unlisted(owner, handle);
    return terms;
  }
  return { ...terms, parties: readParties(owner, handle, listed, bytes.subarray(listedEnd)) };
}

/** Without the position that a stored entry begins with. */
export function entryOf(stored: Uint8Array): Uint8Array {
  return stored.subarray((stored[0] ?? 0) < 16 ? 1 : 5);
}

/** From the owner's list: the grantee, and his position; from the grantee's: the owner, and the share. */
function readParties(owner: Address, handle: Bytes32, listed: Buffer, back: Buffer): Parties {
  if (listed.length < ADDRESS_BYTES + 1 || back.length !== ADDRESS_BYTES + 32) throw unlisted(owner, handle);
  const grantee = parseAddress(toHex(listed.subarray(0, ADDRESS_BYTES)));
  const shareId = parseBytes32(toHex(back.subarray(ADDRESS_BYTES)));
  const isSame = toHex(back.subarray(0, ADDRESS_BYTES)) === owner && grantHandle(grantee, shareId) === handle;
  if (!isSame) throw unlisted(owner, handle);
  return { grantee, shareId };
}

function unlisted(owner: Address, handle: Bytes32): CorruptIndexError {
  return new CorruptIndexError(`the lists do not show the entry ${owner} ${handle}`);
}
