import { toHex } from "@idos/protocol";
import { packEpoch } from "../redis/pack-entry.ts";
import type { GrantTrace, StoredItem } from "./audited-index.ts";
import { compareGrant, type HighestChunk } from "./compare-grant.ts";
import { bytesWords, grantWords } from "./describe-stored.ts";
import type { Difference, DifferenceKind } from "./difference.ts";
import type { ExpectedGrant, ExpectedIndex } from "./expected-index.ts";
import { counterOf, positionAt } from "./positions.ts";
import type { ItemMeaning } from "./read-item.ts";
import { SHARED_POSITIONS } from "../redis/keys.ts";

const EPOCHS_MARK = Buffer.from("1");

export interface ItemFacts {
  readonly item: StoredItem;
  readonly meaning: ItemMeaning;
  /** The grant that it is about, and what Redis holds of it; undefined where the contract counts no such grant. */
  readonly grant: { readonly expected: ExpectedGrant; readonly trace: GrantTrace } | undefined;
}

/** One field of Redis against what the contract's events give. */
export function compareItem(
  { item, meaning, grant }: ItemFacts,
  expected: ExpectedIndex,
  highestChunk: HighestChunk,
): Difference[] {
  switch (meaning.kind) {
    case "stray":
      return [needless(item, "nothing of the kind")];
    case "entry":
      if (grant === undefined) return [needless(item, "no such grant")];
      if (!item.isHome) return [misplaced(item)];
      return compareGrant(item.field, grant.expected, grant.trace, highestChunk);
    case "listed":
      if (grant === undefined) return [needless(item, "no such grant")];
      if (!item.isHome) return [misplaced(item)];
      return isPlaceOf(meaning, grant.trace)
        ? []
        : [needless(item, `${grantWords(grant.expected)} elsewhere`)];
    case "counter":
      if (!item.isHome) return [needless(item, "nothing of the kind")];
      return compareCounter(item, meaning, highestChunk);
    case "epoch":
      return compareEpoch(item, meaning.owner, expected);
    case "epochs-mark":
      return [];
  }
}

/** Whether the grant's entry leads to this very place. */
function isPlaceOf(
  { list, account, position }: ItemMeaning & { kind: "listed" },
  trace: GrantTrace,
): boolean {
  if (list === "o") return positionAt(trace.entry)?.bytes.equals(position.bytes) === true;
  return trace.listed.equals(Buffer.concat([account, position.bytes]));
}

function compareCounter(
  { value }: StoredItem,
  { list, account }: ItemMeaning & { kind: "counter" },
  highestChunk: HighestChunk,
): Difference[] {
  const counter = counterOf(value);
  if (counter !== undefined && counter >= SHARED_POSITIONS) return [];
  return [
    {
      ...{ kind: "counter", where: `the list of ${toHex(account)}`, holds: bytesWords(value) },
      expected: "a count and its complement",
      repair: { kind: "set-counter", list, account, highestChunk: highestChunk(list, account) },
    },
  ];
}

function compareEpoch(
  item: StoredItem,
  owner: (ItemMeaning & { kind: "epoch" })["owner"],
  expected: ExpectedIndex,
): Difference[] {
  const epoch = expected.epochOf(owner);
  if (epoch === 0n) return [needless(item, "no revokeAll", "epoch")];
  if (item.value.equals(packEpoch(epoch))) return [];
  const where = `the epoch of ${owner}`;
  return [
    {
      ...{ kind: "epoch", where, holds: bytesWords(item.value), expected: String(epoch) },
      repair: { kind: "set-epoch", owner, epoch },
    },
  ];
}

/** Without it, every grant is unreadable, because its owner's epoch may be lost. */
export function compareEpochsMark(mark: Buffer = Buffer.alloc(0)): Difference[] {
  if (mark.equals(EPOCHS_MARK)) return [];
  return [
    {
      ...{ kind: "epoch", where: "the mark of the epochs", holds: bytesWords(mark), expected: "1" },
      repair: { kind: "set-field", hash: "x", field: Buffer.alloc(0), value: EPOCHS_MARK },
    },
  ];
}

const KINDS: Readonly<Record<string, DifferenceKind>> = {
  e: "entry",
  o: "owner-list",
  g: "grantee-list",
  x: "epoch",
};

function placeOf({ key, field }: StoredItem): Pick<Difference, "kind" | "where"> {
  return {
    kind: KINDS[String.fromCharCode(key[0] ?? 0)] ?? "key",
    where: `the field ${toHex(field)} of ${printableKey(key)}`,
  };
}

/** A field that the contract's events give no reason for. */
function needless(item: StoredItem, expected: string, kind?: DifferenceKind): Difference {
  const { key, field, value } = item;
  const place = placeOf(item);
  return {
    ...{ ...place, kind: kind ?? place.kind, holds: bytesWords(value), expected },
    repair: { kind: "delete-field", key, field, value },
  };
}

/** By the number of buckets it belongs elsewhere: either that number is wrong, or a whole bucket. */
function misplaced(item: StoredItem): Difference {
  return {
    ...placeOf(item),
    holds: bytesWords(item.value),
    expected: "the same in another bucket",
    repair: { kind: "rebuild" },
  };
}

/** The account in a key's name is in binary. */
export function printableKey(key: Buffer): string {
  const isChunk = key.length >= 22;
  if (!isChunk) return key.toString("latin1");
  return `${key.toString("latin1", 0, 1)} ${toHex(key.subarray(1, 21))} ${key.toString("latin1", 21)}`;
}
