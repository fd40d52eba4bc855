import { addressSchema, type Bytes32, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { SharedKey, StoredShare } from "../shares.ts";
import { bytesColumn, int8Column } from "./columns.ts";

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
export function toShares(rows: readonly unknown[]): StoredShare[] {
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
