import { type Bytes32, bytes32Schema, receiptHash } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { ReceiptPlace, SharedRead } from "../receipts.ts";
import type { ChainEnd, ChainEnds } from "./receipt-ends.ts";
import type { Database } from "./tables.ts";

interface ReceiptRow {
  readonly owner: Bytes32;
  readonly seq: number;
  readonly share: Bytes32;
  readonly iat: number;
  readonly jws: string;
}

/** Receipts that are signed for the places after these ends, and the ends that the chains have with them. */
interface SignedReceipts {
  readonly rows: readonly ReceiptRow[];
  readonly from: ChainEnds;
  readonly to: ChainEnds;
}

const movedSchema = z.object({ owner_id: bytes32Schema });

/**
 * Signs a receipt of each read for its place after these ends and adds them, in one statement, to the chains that do end
 * there. Resolves to the new ends of those; of any other owner nothing is kept. A chain's hash names its end, and only
 * one statement moves it on from there, so no chain forks.
 */
export async function extendChains(
  db: Database,
  reads: readonly SharedRead[],
  ends: ChainEnds,
  sign: (read: SharedRead, place: ReceiptPlace) => string,
): Promise<ChainEnds> {
  const { rows, from, to } = signAll(reads, ends, sign);
  const owners = [...to.keys()];
  if (owners.length === 0) return to;
  const before = owners.map((owner) => from.get(owner)?.hash ?? null);
  const after = [...to.values()];
  const { rows: moved } = await sql`
    select owner_id from add_receipts(
      ${owners}::text[],
      ${before}::text[],
      ${after.map(({ seq }) => seq)}::bigint[],
      ${after.map(({ hash }) => hash)}::text[],
      ${rows.map(({ owner }) => owner)}::text[],
      ${rows.map(({ seq }) => seq)}::bigint[],
      ${rows.map(({ share }) => share)}::text[],
      ${rows.map(({ iat }) => iat)}::bigint[],
      ${rows.map(({ jws }) => jws)}::text[]
    ) as owner_id`.execute(db);
  const isMoved = new Set(moved.map((row) => movedSchema.parse(row).owner_id));
  return new Map([...to].filter(([owner]) => isMoved.has(owner)));
}

/** Gives each read its place; reads of owners without an end get none. */
function signAll(
  reads: readonly SharedRead[],
  ends: ChainEnds,
  sign: (read: SharedRead, place: ReceiptPlace) => string,
): SignedReceipts {
  const rows: ReceiptRow[] = [];
  const to = new Map<Bytes32, ChainEnd>();
  for (const read of reads) {
    const { owner, share, iat } = read;
    const end = to.get(owner) ?? ends.get(owner);
    if (end === undefined) continue;
    const seq = end.seq + 1;
    const jws = sign(read, { seq, prev: end.hash });
    to.set(owner, { seq, hash: receiptHash(jws) });
    rows.push({ owner, seq, share, iat, jws });
  }
  return { rows, from: ends, to };
}
