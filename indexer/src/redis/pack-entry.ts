import { NEVER_EXPIRES } from "@idos/protocol";
import { CorruptIndexError } from "../errors.ts";
import type { GrantEntry, Term } from "../grant-entry.ts";
import { pushBigint, pushNumber, takeBigint } from "./varint.ts";

const NEVER = 1;
const HAS_PRIOR = 2;
const PRIOR_NEVER = 4;

/** An entry but for its parties, which stand in the lists. */
export type EntryTerms = Omit<GrantEntry, "parties">;

/** A byte of flags; then epoch and block of the newest term, its expiry unless it never expires; the prior term alike. */
export function packEntry({ expiresAt, sinceBlock, epoch, prior }: EntryTerms): Uint8Array {
  const bytes = [flagsOf(expiresAt, prior)];
  pushBigint(bytes, epoch);
  pushTerm(bytes, { sinceBlock, expiresAt });
  if (prior !== undefined) pushTerm(bytes, prior);
  return Uint8Array.from(bytes);
}

function flagsOf(expiresAt: bigint, prior: Term | undefined): number {
  const newest = expiresAt === NEVER_EXPIRES ? NEVER : 0;
  if (prior === undefined) return newest;
  return newest | HAS_PRIOR | (prior.expiresAt === NEVER_EXPIRES ? PRIOR_NEVER : 0);
}

function pushTerm(bytes: number[], { sinceBlock, expiresAt }: Term): void {
  pushNumber(bytes, sinceBlock);
  if (expiresAt !== NEVER_EXPIRES) pushBigint(bytes, expiresAt);
}

/** Throws CorruptIndexError unless packEntry made the bytes. */
export function unpackEntry(bytes: Uint8Array): EntryTerms {
  const flags = bytes[0] ?? 0xff;
  if (flags > 7 || (flags & (HAS_PRIOR | PRIOR_NEVER)) === PRIOR_NEVER) throw unreadable();
  const epoch = uint64At(bytes, 1);
  const newest = termAt(bytes, epoch.end, (flags & NEVER) !== 0);
  const prior =
    (flags & HAS_PRIOR) === 0 ? undefined : termAt(bytes, newest.end, (flags & PRIOR_NEVER) !== 0);
  if ((prior ?? newest).end !== bytes.length) throw unreadable();
  return {
    ...newest.term,
    epoch: epoch.value,
    ...(prior === undefined ? {} : { prior: prior.term }),
  };
}

function termAt(bytes: Uint8Array, from: number, never: boolean): { term: Term; end: number } {
  const since = uint64At(bytes, from);
  if (since.value > BigInt(Number.MAX_SAFE_INTEGER)) throw unreadable();
  const expiry = never ? { value: NEVER_EXPIRES, end: since.end } : uint64At(bytes, since.end);
  if (!never && expiry.value === NEVER_EXPIRES) throw unreadable();
  return { term: { expiresAt: expiry.value, sinceBlock: Number(since.value) }, end: expiry.end };
}

function uint64At(bytes: Uint8Array, from: number): { value: bigint; end: number } {
  const taken = takeBigint(bytes, from);
  if (taken === undefined || taken.value > NEVER_EXPIRES) throw unreadable();
  return taken;
}

function unreadable(): CorruptIndexError {
  return new CorruptIndexError("an unreadable entry");
}

/** Epochs stand in binary too; 0 by its absence. */
export function packEpoch(epoch: bigint): Uint8Array {
  const bytes: number[] = [];
  pushBigint(bytes, epoch);
  return Uint8Array.from(bytes);
}

/** undefined where the owner has none yet, which is the epoch 0. Throws CorruptIndexError on anything but an epoch. */
export function unpackEpoch(bytes: Uint8Array | undefined): bigint {
  if (bytes === undefined) return 0n;
  const taken = takeBigint(bytes, 0);
  if (taken?.end !== bytes.length || taken.value === 0n || taken.value > NEVER_EXPIRES)
    throw new CorruptIndexError("an unreadable epoch");
  return taken.value;
}
