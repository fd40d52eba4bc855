import { type Address, addressSchema, type Bytes32, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { PageRequest } from "../records.ts";
import type { SharedKey, ShareReader, StoredShare } from "../shares.ts";
import { bytesColumn, int8Column } from "./columns.ts";
import { afterId, toPage } from "./page.ts";
import { selectRecords, toStoredRecord } from "./record-row.ts";
import type { Database } from "./tables.ts";

/** One record of a share, with what is true of the share beside each. */
const rowSchema = z.object({
  share_id: bytes32Schema,
  owner_id: bytes32Schema,
  chain_id: int8Column,
  owner_account: addressSchema,
  grantee: addressSchema.nullable(),
  handle: bytes32Schema,
  purpose: z.string(),
  created_at: int8Column,
  document: z.string(),
  message: z.string(),
  signature: z.string(),
  record_id: bytes32Schema,
  version: int8Column,
  wrapped_key: bytesColumn.nullable(),
});

/** In the order of share ids, then in each share's own order. */
function toShares(rows: readonly unknown[]): StoredShare[] {
  const shares = new Map<Bytes32, StoredShare & { readonly records: SharedKey[] }>();
  for (const row of rows.map((row) => rowSchema.parse(row))) {
    const share = shares.get(row.share_id) ?? {
      share: row.share_id,
      ownerId: row.owner_id,
      chainId: row.chain_id,
      ownerAccount: row.owner_account,
      grantee: row.grantee,
      handle: row.handle,
      purpose: row.purpose,
      createdAtSeconds: row.created_at,
      document: row.document,
      delegation: { message: row.message, signature: row.signature },
      records: [],
    };
    shares.set(row.share_id, share);
    share.records.push({ record: row.record_id, version: row.version, wrappedKey: row.wrapped_key });
  }
  return [...shares.values()];
}

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

    async recordsIn(share) {
      const rows = await selectRecords(db)
        .innerJoin("share_records", (join) =>
          join
            .onRef("share_records.owner_id", "=", "records.owner_id")
            .onRef("share_records.record_id", "=", "records.record_id"),
        )
        .where("share_records.share_id", "=", share)
        .orderBy("share_records.position")
        .execute();
      return rows.map(toStoredRecord);
    },
  };
}
