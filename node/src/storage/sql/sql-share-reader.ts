import { type Address, type Bytes32, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { PageRequest } from "../records.ts";
import type { ShareReader, StoredShare } from "../shares.ts";
import { int8Column } from "./columns.ts";
import { afterId, toPage } from "./page.ts";
import { selectTouched } from "./touched-shares.ts";
import { toShares } from "./share-rows.ts";
import { readShareWithRecords } from "./share-with-records.ts";
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

const lastReadSchema = z.object({ share_id: bytes32Schema, last_read_at: int8Column });

async function selectLastReads(
  db: Database,
  owner: Bytes32,
  shares: readonly Bytes32[],
): Promise<ReadonlyMap<Bytes32, number>> {
  if (shares.length === 0) return new Map();
  const rows = await db
    .selectFrom("receipts")
    .select((row) => ["share_id", row.fn.max("read_at").as("last_read_at")])
    .where("owner_id", "=", owner)
    .where("share_id", "in", shares)
    .groupBy("share_id")
    .execute();
  return new Map(
    rows.map((row) => {
      const { share_id, last_read_at } = lastReadSchema.parse(row);
      return [share_id, last_read_at];
    }),
  );
}

const shareIdOf = ({ share }: StoredShare): Bytes32 => share;

export function sqlShareReader(db: Database): ShareReader {
  return {
    async share(share) {
      const [found] = await selectShares(db, { share }, { limit: 1 });
      return found;
    },

    async sharesOwnedBy(whose, page) {
      const { items, next } = toPage(await selectShares(db, whose, page), page, shareIdOf);
      const lastReads = await selectLastReads(db, whose.ownerId, items.map(shareIdOf));
      const owned = items.map((share) => ({
        ...share,
        lastReadAtSeconds: lastReads.get(share.share) ?? null,
      }));
      return { items: owned, next };
    },

    async sharesTo(whose, page) {
      return toPage(await selectShares(db, whose, page), page, shareIdOf);
    },

    touchedShares: (whose, touched) => selectTouched(db, whose, touched),
    shareWithRecords: (share) => readShareWithRecords(db, share),
  };
}
