import { type Address, type Bytes32, parseAddress, parseBytes32, toHex } from "@idos/protocol";
import { entryKey } from "../entry-key.ts";
import type { GrantEntry } from "../grant-entry.ts";
import type { Change, IndexPart, Touched } from "../reduce.ts";
import { packEntry, unpackEntry } from "../redis/pack-entry.ts";

/** One grant as the contract's events give it, in the bytes that an index keeps. */
export interface ExpectedGrant {
  /** 20 bytes. */
  readonly owner: Buffer;
  /** Grantee and share, 52 bytes; the handle, 32 bytes, where nobody knows more. */
  readonly subject: Buffer;
  readonly packed: Buffer;
}

/** An entry key's bytes as a string, one character a byte: the compact form of it as a Map's key. */
export type EntryKeyText = string;

/** What an index must hold, by the contract's events alone. About 200 bytes of memory a grant. */
export interface ExpectedIndex {
  readonly size: number;
  read(touched: Touched): IndexPart;
  apply(changes: readonly Change[]): void;
  grant(key: EntryKeyText): ExpectedGrant | undefined;
  keys(): Iterable<EntryKeyText>;
  /** 0n where the owner never ended all her grants. */
  epochOf(owner: Address): bigint;
  /** Owners whose epoch is not 0. */
  ownersWithEpoch(): Iterable<Address>;
}

export const ADDRESS_BYTES = 20;
const HANDLE_BYTES = 32;
const SUBJECT_BYTES = ADDRESS_BYTES + 32;

export function keyText(owner: Address, handle: Bytes32): EntryKeyText {
  return Buffer.from(entryKey(owner, handle)).toString("latin1");
}

export function createExpectedIndex(): ExpectedIndex {
  // One string of bytes a grant: a million objects would take a multiple.
  const grants = new Map<EntryKeyText, string>();
  const epochs = new Map<Address, bigint>();

  function entryOf(owner: Address, handle: Bytes32): GrantEntry | undefined {
    const text = grants.get(keyText(owner, handle));
    if (text === undefined) return undefined;
    const { subject, packed } = unpack(text);
    const terms = unpackEntry(packed);
    return subject.length === HANDLE_BYTES ? terms : { ...terms, parties: partiesOf(subject) };
  }

  return {
    get size() {
      return grants.size;
    },
    read: (touched) =>
      new Map(
        [...touched].map(([owner, handles]) => {
          const found = [...handles].flatMap((handle): [Bytes32, GrantEntry][] => {
            const entry = entryOf(owner, handle);
            return entry === undefined ? [] : [[handle, entry]];
          });
          return [owner, { epoch: epochs.get(owner) ?? 0n, entries: new Map(found) }];
        }),
      ),
    apply(changes) {
      for (const change of changes) {
        if (change.kind === "epoch") {
          if (change.after === 0n) epochs.delete(change.owner);
          else epochs.set(change.owner, change.after);
          continue;
        }
        const key = keyText(change.owner, change.handle);
        if (change.after === undefined) grants.delete(key);
        else grants.set(key, pack(change.owner, change.handle, change.after));
      }
    },
    grant(key) {
      const text = grants.get(key);
      return text === undefined ? undefined : unpack(text);
    },
    keys: () => grants.keys(),
    epochOf: (owner) => epochs.get(owner) ?? 0n,
    ownersWithEpoch: () => epochs.keys(),
  };
}

function pack(owner: Address, handle: Bytes32, entry: GrantEntry): string {
  const { parties } = entry;
  const subject =
    parties === undefined ? handle.slice(2) : `${parties.grantee.slice(2)}${parties.shareId.slice(2)}`;
  const bytes = Buffer.concat([Buffer.from(`${owner.slice(2)}${subject}`, "hex"), packEntry(entry)]);
  return `${parties === undefined ? "s" : "g"}${bytes.toString("latin1")}`;
}

function unpack(text: string): ExpectedGrant {
  const bytes = Buffer.from(text.slice(1), "latin1");
  const end = ADDRESS_BYTES + (text.startsWith("s") ? HANDLE_BYTES : SUBJECT_BYTES);
  return {
    owner: bytes.subarray(0, ADDRESS_BYTES),
    subject: bytes.subarray(ADDRESS_BYTES, end),
    packed: bytes.subarray(end),
  };
}

/** Whom 52 bytes name. */
export function partiesOf(subject: Buffer): { readonly grantee: Address; readonly shareId: Bytes32 } {
  return {
    grantee: parseAddress(toHex(subject.subarray(0, ADDRESS_BYTES))),
    shareId: parseBytes32(toHex(subject.subarray(ADDRESS_BYTES))),
  };
}
