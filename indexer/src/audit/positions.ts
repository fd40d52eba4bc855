import { SHARED_POSITIONS } from "../redis/keys.ts";

/** A place in an account's list. */
export interface Position {
  readonly number: number;
  /** As it stands in Redis. */
  readonly bytes: Buffer;
}

/** The place that `stored` begins with; undefined where no index writes such bytes. */
export function positionAt(stored: Buffer, from = 0): Position | undefined {
  const first = stored[from];
  if (first === undefined || first > SHARED_POSITIONS) return undefined;
  if (first < SHARED_POSITIONS) return { number: first, bytes: stored.subarray(from, from + 1) };
  if (stored.length < from + 5) return undefined;
  const number = stored.readUInt32BE(from + 1);
  return number < SHARED_POSITIONS ? undefined : { number, bytes: stored.subarray(from, from + 5) };
}

/** Of a place beyond the shared ones. */
export function chunkedPosition(number: number): Position {
  const bytes = Buffer.alloc(5, SHARED_POSITIONS);
  bytes.writeUInt32BE(number, 1);
  return { number, bytes };
}

/** What a list's counter says; undefined where it and its complement do not agree. */
export function counterOf(stored: Buffer): number | undefined {
  if (stored.length !== 8) return undefined;
  const number = stored.readUInt32BE(0);
  return number + stored.readUInt32BE(4) === 0xffff_ffff ? number : undefined;
}
