import { type Bytes32, decimalSchema, ProblemError } from "@idos/protocol";
import { z } from "zod";
import type { ReceiptPlace, ReceiptStore, SharedRead } from "../receipts.ts";
import type { PageRequest } from "../records.ts";
import { int8Column } from "./columns.ts";
import { extendChains } from "./extend-chains.ts";
import { type ChainEnd, lockEnds, rememberedEnds } from "./receipt-ends.ts";
import type { Database } from "./tables.ts";
import { transact } from "./transact.ts";

const receiptRowSchema = z.object({ seq: int8Column, jws: z.string() });

/** A cursor is the number of the last receipt seen. */
function beforeSeq({ cursor }: PageRequest): number | undefined {
  if (cursor === undefined) return undefined;
  const seq = decimalSchema.safeParse(cursor).data;
  if (seq === undefined)
    throw new ProblemError("MALFORMED_REQUEST", "Use a cursor as it was given.", { cursor });
  return seq;
}

export function sqlReceipts(db: Database): ReceiptStore {
  const remembered = rememberedEnds();

  /** Where the chains are as this process left them, in one statement. Resolves to the owners for whom that was done. */
  async function appendByMemory(reads: readonly SharedRead[], sign: Sign): Promise<ReadonlySet<Bytes32>> {
    const ends = new Map<Bytes32, ChainEnd>();
    for (const { owner } of reads) {
      const end = remembered.get(owner);
      if (end !== undefined) ends.set(owner, end);
      // Until it is known what came of it.
      remembered.delete(owner);
    }
    const moved = await extendChains(db, reads, ends, sign);
    for (const [owner, end] of moved) remembered.set(owner, end);
    return new Set(moved.keys());
  }

  async function appendLocked(reads: readonly SharedRead[], sign: Sign): Promise<ReadonlySet<Bytes32>> {
    const owners = [...new Set(reads.map(({ owner }) => owner))];
    const moved = await transact(db, async (transaction) =>
      extendChains(transaction, reads, await lockEnds(transaction, owners), sign),
    );
    for (const [owner, end] of moved) remembered.set(owner, end);
    return new Set(moved.keys());
  }

  return {
    async appendReceipts(reads, sign) {
      const kept = await appendByMemory(reads, sign);
      const others = reads.filter(({ owner }) => !kept.has(owner));
      const keptToo = others.length === 0 ? kept : await appendLocked(others, sign);
      return reads.map(({ owner }) => (kept.has(owner) || keptToo.has(owner) ? "kept" : "owner-gone"));
    },

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

type Sign = (read: SharedRead, place: ReceiptPlace) => string;
