/** The status of a token that holds (draft-ietf-oauth-status-list-21, section 7.1). */
export const STATUS_VALID = 0;

/** How many bits each token has in a list. */
export type StatusBits = 1 | 2 | 4 | 8;

const BITS_PER_BYTE = 8;

/** The status at an index, whose bits lie from the least significant one up; undefined beyond the list's end. */
export function statusAt(list: Uint8Array, bits: StatusBits, index: number): number | undefined {
  const perByte = BITS_PER_BYTE / bits;
  const byte = list[Math.floor(index / perByte)];
  if (byte === undefined) return undefined;
  return (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}

/** A list of one bit each, in which the tokens at these indices are invalid. `size` is a multiple of 8. */
export function listOfInvalid(size: number, indices: Iterable<number>): Uint8Array {
  const list = new Uint8Array(size / BITS_PER_BYTE);
  for (const index of indices) {
    const at = Math.floor(index / BITS_PER_BYTE);
    list[at] = (list[at] ?? 0) | (1 << (index % BITS_PER_BYTE));
  }
  return list;
}
