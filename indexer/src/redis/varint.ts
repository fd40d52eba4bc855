/** LEB128, as in WebAssembly and protocol buffers: seven bits a byte, the least significant ones first. */

/** Appends a whole number from 0 to 2^53 - 1 to `bytes`. */
export function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
}

/** Appends an unsigned integer of any size. */
export function pushBigint(bytes: number[], value: bigint): void {
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) {
    pushNumber(bytes, Number(value));
    return;
  }
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
}

export interface Taken {
  readonly value: bigint;
  /** Where the next one begins. */
  readonly end: number;
}

/** So many groups of seven bits fit into a number without loss. */
const EXACT_GROUPS = 7;

/** The integer at `from`; undefined where the bytes end in it, or where fewer bytes would say the same. */
export function takeBigint(bytes: Uint8Array, from: number): Taken | undefined {
  let low = 0;
  let high = 0n;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const group = at - from;
    // Numbers are several times as fast as bigints, and enough for all but very late expiries.
    if (group < EXACT_GROUPS) low += (byte & 0x7f) * 2 ** (7 * group);
    else high |= BigInt(byte & 0x7f) << BigInt(7 * group);
    if (byte >= 0x80) continue;
    return byte === 0 && group > 0 ? undefined : { value: high | BigInt(low), end: at + 1 };
  }
  return undefined;
}
