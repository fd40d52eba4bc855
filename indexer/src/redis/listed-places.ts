import { type Address, type Bytes32, parseAddress, parseBytes32, toHex } from "@idos/protocol";
import type { Parties } from "../grant-entry.ts";
import { grantHandle } from "../grant-hashing.ts";
import { type Reply, replyBytes } from "./run-script.ts";

/** What a list says of one place; whether there is such a grant, the entry says. */
export interface ListedPlace {
  readonly owner: Address;
  readonly handle: Bytes32;
  readonly parties?: Parties;
}

/** Position, value and grantee's side, in turn: three replies a place. */
const REPLIES = 3;

/** What was ended between two looks, or is damaged, is left out: its entry tells. */
export function listedByOwner(owner: Address, items: readonly Reply[]): readonly ListedPlace[] {
  return placesOf(items, (value, back) => {
    if (value.length === 32) return { owner, handle: parseBytes32(toHex(value)) };
    if (back.length !== 52 || toHex(back.subarray(0, 20)) !== owner) return undefined;
    return publicPlace(owner, parseAddress(toHex(value.subarray(0, 20))), back.subarray(20));
  });
}

export function listedToGrantee(grantee: Address, items: readonly Reply[]): readonly ListedPlace[] {
  return placesOf(items, (value) =>
    value.length === 52
      ? publicPlace(parseAddress(toHex(value.subarray(0, 20))), grantee, value.subarray(20))
      : undefined,
  );
}

function publicPlace(owner: Address, grantee: Address, share: Buffer): ListedPlace {
  const shareId = parseBytes32(toHex(share));
  return { owner, handle: grantHandle(grantee, shareId), parties: { grantee, shareId } };
}

function placesOf(
  items: readonly Reply[],
  read: (value: Buffer, back: Buffer) => ListedPlace | undefined,
): readonly ListedPlace[] {
  const places: ListedPlace[] = [];
  for (let at = 0; at < items.length; at += REPLIES) {
    const [value, back] = [replyBytes(items[at + 1]), replyBytes(items[at + 2])];
    const place = value === undefined || back === undefined ? undefined : read(value, back);
    if (place !== undefined) places.push(place);
  }
  return places;
}
