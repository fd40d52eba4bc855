import { type Address, parseAddress, parseBytes32, toHex } from "@idos/protocol";
import { grantHandle } from "../grant-hashing.ts";
import { CHUNK_POSITIONS } from "../redis/keys.ts";
import type { StoredItem } from "./audited-index.ts";
import { ADDRESS_BYTES, type EntryKeyText, keyText, partiesOf } from "./expected-index.ts";
import { chunkedPosition, type Position, positionAt } from "./positions.ts";

/** What a field of an entries' or a list's hash is about. */
export type ItemMeaning =
  | { readonly kind: "entry"; readonly key: EntryKeyText }
  | {
      readonly kind: "listed";
      readonly list: "o" | "g";
      readonly account: Buffer;
      readonly position: Position;
      readonly key: EntryKeyText;
    }
  | { readonly kind: "epoch"; readonly owner: Address }
  /** What says that the epochs were not lost. */
  | { readonly kind: "epochs-mark" }
  | { readonly kind: "counter"; readonly list: "o" | "g"; readonly account: Buffer }
  /** Nothing that an index writes, or a place that leads nowhere. */
  | { readonly kind: "stray" };

const STRAY: ItemMeaning = { kind: "stray" };
const HANDLE_BYTES = 32;
const SUBJECT_BYTES = ADDRESS_BYTES + 32;
/** Letter, account, and at least one digit. */
const CHUNK_KEY_BYTES_MIN = 1 + ADDRESS_BYTES + 1;

export function readItem(item: StoredItem): ItemMeaning {
  const list = String.fromCharCode(item.key[0] ?? 0);
  if (list === "e") return { kind: "entry", key: item.field.toString("latin1") };
  if (list === "x") return readEpoch(item.field);
  if (list !== "o" && list !== "g") return STRAY;
  const chunk = chunkOf(item.key);
  if (chunk !== undefined) {
    if (item.field.length !== 1) return STRAY;
    const number = chunk.number * CHUNK_POSITIONS + (item.field[0] ?? 0);
    return listed(list, chunk.account, chunkedPosition(number), item);
  }
  if (item.field.length !== ADDRESS_BYTES + 1) return STRAY;
  const account = item.field.subarray(0, ADDRESS_BYTES);
  const suffix = item.field[ADDRESS_BYTES];
  if (suffix === 0x6e) return { kind: "counter", list, account };
  const position = positionAt(item.field, ADDRESS_BYTES);
  return position === undefined ? STRAY : listed(list, account, position, item);
}

function readEpoch(field: Buffer): ItemMeaning {
  if (field.length === 0) return { kind: "epochs-mark" };
  return field.length === ADDRESS_BYTES ? { kind: "epoch", owner: parseAddress(toHex(field)) } : STRAY;
}

/** Of a key that holds a part of one account's list; undefined for other keys. */
export function chunkOf(key: Buffer): { readonly account: Buffer; readonly number: number } | undefined {
  if (key.length < CHUNK_KEY_BYTES_MIN) return undefined;
  const digits = key.subarray(1 + ADDRESS_BYTES).toString("latin1");
  return /^\d{1,9}$/.test(digits)
    ? { account: key.subarray(1, 1 + ADDRESS_BYTES), number: Number(digits) }
    : undefined;
}

function listed(
  list: "o" | "g",
  account: Buffer,
  position: Position,
  { value, back }: StoredItem,
): ItemMeaning {
  const key = list === "g" ? ofGranteesPlace(account, value) : ofOwnersPlace(account, value, back);
  return key === undefined ? STRAY : { kind: "listed", list, account, position, key };
}

function ofGranteesPlace(grantee: Buffer, value: Buffer): EntryKeyText | undefined {
  if (value.length !== SUBJECT_BYTES) return undefined;
  const { grantee: owner, shareId } = partiesOf(value);
  return keyText(owner, grantHandle(parseAddress(toHex(grantee)), shareId));
}

function ofOwnersPlace(account: Buffer, value: Buffer, back: Buffer): EntryKeyText | undefined {
  const owner = parseAddress(toHex(account));
  if (value.length === HANDLE_BYTES) return keyText(owner, parseBytes32(toHex(value)));
  if (back.length !== SUBJECT_BYTES || !back.subarray(0, ADDRESS_BYTES).equals(account)) return undefined;
  const grantee = parseAddress(toHex(value.subarray(0, ADDRESS_BYTES)));
  return keyText(owner, grantHandle(grantee, partiesOf(back).shareId));
}
