import { type Bytes32, headerHash } from "@idos/protocol";
import { z } from "zod";
import type { ReplicaWriter, StoredHead } from "../replicas.ts";
import type { StoredRecord } from "../records.ts";
import { int8Column } from "./columns.ts";
import { lockCurrent } from "./current-header.ts";
import { versionValues } from "./record-values.ts";
import { replaceUser } from "./replace-user.ts";
import { replaceShare, spendShare } from "./replace-share.ts";
import { destroyEnvelope, destroyShareKeys, moveEnvelope } from "./sql-record-writer.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const FEED = "heads";
const seqSchema = z.object({ last_seq: int8Column });

async function nextSeq(transaction: DatabaseTransaction): Promise<number> {
  const row = await transaction
    .insertInto("replication_feed")
    .values({ feed: FEED, last_seq: 1 })
    .onConflict((conflict) =>
      conflict.column("feed").doUpdateSet((row) => ({ last_seq: row("replication_feed.last_seq", "+", 1) })),
    )
    .returning("last_seq")
    .executeTakeFirstOrThrow();
  return seqSchema.parse(row).last_seq;
}

async function putHead(
  transaction: DatabaseTransaction,
  { head, headJws, hash, delegation, manifest }: StoredHead,
  replaced: Bytes32 | null,
): Promise<boolean> {
  const values = { hash, head: headJws, ...delegation, manifest, seq: await nextSeq(transaction) };
  if (replaced !== null) {
    const updated = await transaction
      .updateTable("owner_heads")
      .set(values)
      .where("owner_id", "=", head.owner)
      .where("hash", "=", replaced)
      .returning("hash")
      .executeTakeFirst();
    return updated !== undefined;
  }
  const inserted = await transaction
    .insertInto("owner_heads")
    .values({ owner_id: head.owner, ...values })
    .onConflict((conflict) => conflict.column("owner_id").doNothing())
    .returning("hash")
    .executeTakeFirst();
  return inserted !== undefined;
}

async function upsertRecord(transaction: DatabaseTransaction, record: StoredRecord): Promise<boolean> {
  const { header } = record;
  const values = versionValues(record);
  const stored = await transaction
    .insertInto("records")
    .values({ owner_id: header.owner, record_id: header.record, ...values })
    .onConflict((conflict) =>
      conflict.column("record_id").doUpdateSet(values).where("records.owner_id", "=", header.owner),
    )
    .returning("record_id")
    .executeTakeFirst();
  return stored !== undefined;
}

export function sqlReplicaWriter(db: Database): ReplicaWriter {
  return {
    putHead: (head, replaced) =>
      transact<"stored" | "conflict">(db, async (transaction, refuse) =>
        (await putHead(transaction, head, replaced)) ? "stored" : refuse("conflict"),
      ),

    replaceUser: (user) => replaceUser(db, user),

    replaceRecord: (record) =>
      transact(db, async (transaction, refuse) => {
        const { header, headerJws } = record;
        const current = await lockCurrent(transaction, header.record);
        if (current !== undefined && current.owner_id !== header.owner) return "taken";
        const isSame = current?.header_hash === headerHash(headerJws);
        if (current !== undefined && !isSame && (current.deleted || current.version > header.version))
          return "kept";
        if (!(await upsertRecord(transaction, record))) return refuse("taken");
        if (isSame) return "stored";
        await destroyShareKeys(transaction, header);
        if (header.deleted) await destroyEnvelope(transaction, header);
        else if (!(await moveEnvelope(transaction, header))) return refuse("envelope-not-staged");
        return "stored";
      }),

    replaceShare: (share) => replaceShare(db, share),
    spendShare: (share, owner) => spendShare(db, share, owner),

    async movePeerCursor(peer, { after, sweptAtSeconds }) {
      const values = { after_seq: after, swept_at: sweptAtSeconds };
      await db
        .insertInto("peer_cursors")
        .values({ peer, ...values })
        .onConflict((conflict) => conflict.column("peer").doUpdateSet(values))
        .execute();
    },
  };
}
