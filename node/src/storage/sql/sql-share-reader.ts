import { type Address, addressSchema, type Bytes32 } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { PageRequest } from "../records.ts";
import type { ShareReader, StoredShare } from "../shares.ts";
import { bytesColumn } from "./columns.ts";
import { afterId, toPage } from "./page.ts";
import { toStoredRecord } from "./record-row.ts";
import { toShares } from "./share-rows.ts";
import type { Database } from "./tables.ts";

type Whose =
  | { readonly share: Bytes32 }
  | Pick<StoredShare, "ownerId" | "chainId">
  | { readonly grantee: Address; readonly chainId: number };

/** One statement for shares and their records, so that a share that is being replaced is seen whole. */
async function selectShares(db: Database, whose: Whose, page: PageRequest): Promise<StoredShare[]> {
  const after = afterId(page);
  const rows = await db
    .with("found", (from) => {
      const shares = from.selectFrom("shares").selectAll().where("deleted", "=", false);
      const mine =
        "share" in whose
          ? shares.where("share_id", "=", whose.share)
          : "ownerId" in whose
            ? shares.where("owner_id", "=", whose.ownerId).where("chain_id", "=", whose.chainId)
            : shares.where("grantee", "=", whose.grantee).where("chain_id", "=", whose.chainId);
      const rest = after === undefined ? mine : mine.where("share_id", ">", after);
      return rest.orderBy("share_id").limit(page.limit + 1);
    })
    .selectFrom("found")
    .innerJoin("share_records", (join) =>
      join
        .onRef("share_records.owner_id", "=", "found.owner_id")
        .onRef("share_records.share_id", "=", "found.share_id"),
    )
    .selectAll("found")
    .select(["record_id", "version", "wrapped_key"])
    .orderBy("found.share_id")
    .orderBy("position")
    .execute();
  return toShares(rows);
}

/** Beside each row of a share: the record itself, as `toStoredRecord` reads it, and the owner's accounts. */
const besideSchema = z
  .object({
    record_header: z.string(),
    record_message: z.string(),
    record_signature: z.string(),
    record_key: bytesColumn.nullable(),
    envelope_bytes: z.unknown(),
    linked_accounts: z.array(addressSchema).nullable(),
  })
  .transform((row) => ({
    header_jws: row.record_header,
    message: row.record_message,
    signature: row.record_signature,
    wrapped_key: row.record_key,
    envelope_bytes: row.envelope_bytes,
    linked_accounts: row.linked_accounts,
  }));

/** One statement for all that a read is decided by, so that no write comes between its parts. */
function selectWithRecords(db: Database, share: Bytes32): Promise<object[]> {
  return db
    .selectFrom("shares")
    .innerJoin("share_records as key", (join) =>
      join.onRef("key.owner_id", "=", "shares.owner_id").onRef("key.share_id", "=", "shares.share_id"),
    )
    .innerJoin("records as record", (join) =>
      join.onRef("record.owner_id", "=", "key.owner_id").onRef("record.record_id", "=", "key.record_id"),
    )
    .selectAll("shares")
    .select(["key.record_id", "key.version", "key.wrapped_key"])
    .select((row) => [
      "record.header_jws as record_header",
      "record.message as record_message",
      "record.signature as record_signature",
      "record.wrapped_key as record_key",
      "record.envelope_bytes",
      row
        .selectFrom("accounts")
        .select(sql<readonly string[]>`array_agg(account)`.as("all"))
        .whereRef("accounts.user_id", "=", "shares.owner_id")
        .as("linked_accounts"),
    ])
    .where("shares.share_id", "=", share)
    .where("shares.deleted", "=", false)
    .orderBy("key.position")
    .execute();
}

const shareIdOf = ({ share }: StoredShare): Bytes32 => share;

export function sqlShareReader(db: Database): ShareReader {
  return {
    async share(share) {
      const [found] = await selectShares(db, { share }, { limit: 1 });
      return found;
    },

    async sharesOwnedBy(whose, page) {
      return toPage(await selectShares(db, whose, page), page, shareIdOf);
    },

    async sharesTo(whose, page) {
      return toPage(await selectShares(db, whose, page), page, shareIdOf);
    },

    async shareWithRecords(share) {
      const rows = await selectWithRecords(db, share);
      const [found] = toShares(rows);
      if (found === undefined) return undefined;
      const besides = rows.map((row) => besideSchema.parse(row));
      return {
        share: found,
        records: besides.map(toStoredRecord),
        linkedAccounts: besides[0]?.linked_accounts ?? [],
      };
    },
  };
}
