import { addressSchema, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { ShareReader, TouchedShare } from "../shares.ts";
import type { Database } from "./tables.ts";

const rowSchema = z
  .object({
    share_id: bytes32Schema,
    owner_id: bytes32Schema,
    owner_account: addressSchema,
    handle: bytes32Schema,
    deleted: z.boolean(),
  })
  .transform(({ share_id: share, owner_id: ownerId, owner_account: ownerAccount, ...rest }) => {
    return { share, ownerId, ownerAccount, ...rest };
  });

export async function selectTouched(
  db: Database,
  { ownerId, grantee, chainId }: Parameters<ShareReader["touchedShares"]>[0],
  { handles, ownerAccounts }: Parameters<ShareReader["touchedShares"]>[1],
): Promise<readonly TouchedShare[]> {
  const rows = await db
    .selectFrom("shares")
    .select(["share_id", "owner_id", "owner_account", "handle", "deleted"])
    .where("chain_id", "=", chainId)
    .where((is) =>
      is.or([
        ...(grantee === null ? [] : [is("grantee", "=", grantee)]),
        ...(ownerId === null ? [] : [is("owner_id", "=", ownerId)]),
      ]),
    )
    .where((is) =>
      is.or([
        ...(handles.length === 0 ? [] : [is("handle", "in", handles)]),
        ...(ownerAccounts.length === 0 ? [] : [is("owner_account", "in", ownerAccounts)]),
      ]),
    )
    .execute();
  return rows.map((row) => rowSchema.parse(row));
}
