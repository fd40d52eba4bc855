import { type Bytes32, bytes32Schema, decimalSchema, ProblemError, receiptHash } from "@idos/protocol";
import { z } from "zod";
import type { ReceiptOutcome, ReceiptPlace, ReceiptStore, SharedRead } from "../receipts.ts";
import type { PageRequest } from "../records.ts";
import { int8Column } from "./columns.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

/** Where an owner's chain ends: the number and hash of its newest receipt, 0 and null where it has none. */
interface ChainEnd {
  readonly seq: number;
  readonly hash: Bytes32 | null;
}

const endRowSchema = z.object({ owner_id: bytes32Schema, seq: int8Column, hash: bytes32Schema.nullable() });
const receiptRowSchema = z.object({ seq: int8Column, jws: z.string() });

/** The ends of these owners' chains; nobody else adds to them before the transaction ends. */
async function lockEnds(
  transaction: DatabaseTransaction,
  owners: readonly Bytes32[],
): Promise<Map<Bytes32, ChainEnd>> {
  const rows = await transaction
    .selectFrom("receipt_chains")
    .select(["owner_id", "seq", "hash"])
    .where("owner_id", "in", owners)
    // One order for all, so that two transactions never wait for each other.
    .orderBy("owner_id")
    .forUpdate()
    .execute();
  return new Map(
    rows.map((row) => {
      const { owner_id, seq, hash } = endRowSchema.parse(row);
      return [owner_id, { seq, hash }];
    }),
  );
}

/** Begins the chains of those of the owners who have none and are still users. */
async function beginChains(transaction: DatabaseTransaction, owners: readonly Bytes32[]): Promise<void> {
  await transaction
    .insertInto("receipt_chains")
    .columns(["owner_id", "seq"])
    .expression((from) =>
      from
        .selectFrom("users")
        .select((row) => ["user_id", row.val(0).as("seq")])
        .where("user_id", "in", owners)
        .orderBy("user_id")
        // A user who is being erased is waited for, and is none then.
        .forKeyShare(),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

interface ReceiptRow {
  readonly owner_id: Bytes32;
  readonly seq: number;
  readonly share_id: Bytes32;
  readonly read_at: number;
  readonly jws: string;
}

/** Gives each read its place, moving the ends on; reads of owners without an end get none. */
function chainReads(
  reads: readonly SharedRead[],
  ends: Map<Bytes32, ChainEnd>,
  sign: (read: SharedRead, place: ReceiptPlace) => string,
): readonly ReceiptRow[] {
  return reads.flatMap((read) => {
    const end = ends.get(read.owner);
    if (end === undefined) return [];
    const seq = end.seq + 1;
    const jws = sign(read, { seq, prev: end.hash });
    ends.set(read.owner, { seq, hash: receiptHash(jws) });
    return [{ owner_id: read.owner, seq, share_id: read.share, read_at: read.iat, jws }];
  });
}

async function writeReceipts(
  transaction: DatabaseTransaction,
  rows: readonly ReceiptRow[],
  ends: ReadonlyMap<Bytes32, ChainEnd>,
): Promise<void> {
  await transaction
    .with("moved", (to) =>
      to
        .insertInto("receipt_chains")
        .values([...ends].map(([owner_id, { seq, hash }]) => ({ owner_id, seq, hash })))
        .onConflict((conflict) =>
          conflict
            .column("owner_id")
            .doUpdateSet((row) => ({ seq: row.ref("excluded.seq"), hash: row.ref("excluded.hash") })),
        ),
    )
    .insertInto("receipts")
    .values([...rows])
    .execute();
}

/** A cursor is the number of the last receipt seen. */
function beforeSeq({ cursor }: PageRequest): number | undefined {
  if (cursor === undefined) return undefined;
  const seq = decimalSchema.safeParse(cursor).data;
  if (seq === undefined)
    throw new ProblemError("MALFORMED_REQUEST", "Use a cursor as it was given.", { cursor });
  return seq;
}

export function sqlReceipts(db: Database): ReceiptStore {
  return {
    appendReceipts: (reads, sign) =>
      transact<readonly ReceiptOutcome[]>(db, async (transaction) => {
        const owners = [...new Set(reads.map(({ owner }) => owner))];
        let ends = await lockEnds(transaction, owners);
        if (ends.size < owners.length) {
          await beginChains(
            transaction,
            owners.filter((owner) => !ends.has(owner)),
          );
          ends = await lockEnds(transaction, owners);
        }
        const rows = chainReads(reads, ends, sign);
        if (rows.length > 0) await writeReceipts(transaction, rows, ends);
        return reads.map(({ owner }) => (ends.has(owner) ? "kept" : "owner-gone"));
      }),

    async receiptsOf(owner, page) {
      const before = beforeSeq(page);
      const all = db.selectFrom("receipts").select(["seq", "jws"]).where("owner_id", "=", owner);
      const rest = before === undefined ? all : all.where("seq", "<", before);
      const found = await rest
        .orderBy("seq", "desc")
        .limit(page.limit + 1)
        .execute();
      const rows = found.map((row) => receiptRowSchema.parse(row));
      const shown = rows.slice(0, page.limit);
      const last = shown.at(-1);
      const next = rows.length > page.limit && last !== undefined ? String(last.seq) : null;
      return { items: shown.map(({ jws }) => jws), next };
    },
  };
}
