import { type Bytes32, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { OwnerSnapshot, ReplicaReader } from "../replicas.ts";
import { int8Column } from "./columns.ts";
import { toFeedHead, toStoredHead } from "./head-row.ts";
import { selectRecords, toStoredRecord } from "./record-row.ts";
import { toShares } from "./share-rows.ts";
import { sqlUserReader } from "./sql-user-reader.ts";
import type { Database } from "./tables.ts";

const lastSeqSchema = z.object({ last_seq: int8Column });
const cursorSchema = z.object({ after_seq: int8Column, swept_at: int8Column });
const shareIdSchema = z.object({ share_id: bytes32Schema });
const useSchema = z.object({ grant_id: bytes32Schema, uses: z.number().int() });

async function selectUses(db: Database, owner: Bytes32): Promise<OwnerSnapshot["writeGrantUses"]> {
  const rows = await db
    .selectFrom("write_grant_uses")
    .select(["grant_id", "uses"])
    .where("owner_id", "=", owner)
    .orderBy("grant_id")
    .execute();
  return rows.map((row) => {
    const { grant_id, uses } = useSchema.parse(row);
    return { grantId: grant_id, uses };
  });
}

function selectShares(db: Database, owner: Bytes32): Promise<object[]> {
  return db
    .selectFrom("shares")
    .innerJoin("share_records", (join) =>
      join
        .onRef("share_records.owner_id", "=", "shares.owner_id")
        .onRef("share_records.share_id", "=", "shares.share_id"),
    )
    .selectAll("shares")
    .select(["record_id", "version", "wrapped_key"])
    .where("shares.owner_id", "=", owner)
    .where("deleted", "=", false)
    .orderBy("shares.share_id")
    .orderBy("position")
    .execute();
}

async function readSnapshot(db: Database, owner: Bytes32): Promise<OwnerSnapshot | undefined> {
  const users = sqlUserReader(db);
  const user = await users.userById(owner);
  if (user === undefined) return undefined;
  const records = await selectRecords(db)
    .where("records.owner_id", "=", owner)
    .orderBy("records.record_id")
    .execute();
  const deleted = await db
    .selectFrom("shares")
    .select("share_id")
    .where("owner_id", "=", owner)
    .where("deleted", "=", true)
    .orderBy("share_id")
    .execute();
  return {
    user,
    keyBackups: await users.keyBackups(owner),
    writeGrantUses: await selectUses(db, owner),
    records: records.map(toStoredRecord),
    shares: toShares(await selectShares(db, owner)),
    deletedShares: deleted.map((row) => shareIdSchema.parse(row).share_id),
  };
}

export function sqlReplicaReader(db: Database): ReplicaReader {
  return {
    async head(owner) {
      const row = await db
        .selectFrom("owner_heads")
        .selectAll()
        .where("owner_id", "=", owner)
        .executeTakeFirst();
      return row === undefined ? undefined : toStoredHead(row);
    },

    async headsAfter(seq, limit) {
      const rows = await db
        .selectFrom("owner_heads")
        .select(["hash", "head", "message", "signature", "seq"])
        .where("seq", ">", seq)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(toFeedHead);
    },

    async lastSeq() {
      const row = await db.selectFrom("replication_feed").select("last_seq").executeTakeFirst();
      return row === undefined ? 0 : lastSeqSchema.parse(row).last_seq;
    },

    ownerSnapshot: (owner) =>
      db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute((transaction) => readSnapshot(transaction, owner)),

    async peerCursor(peer) {
      const row = await db
        .selectFrom("peer_cursors")
        .select(["after_seq", "swept_at"])
        .where("peer", "=", peer)
        .executeTakeFirst();
      if (row === undefined) return { after: 0, sweptAtSeconds: 0 };
      const { after_seq, swept_at } = cursorSchema.parse(row);
      return { after: after_seq, sweptAtSeconds: swept_at };
    },
  };
}
