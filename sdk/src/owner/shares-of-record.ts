import type { Bytes32, ShareSummary } from "@idos/protocol";
import { isIdosError } from "../errors/idos-error.ts";
import { collectPages } from "../http/collect-pages.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { granteeKeyOf } from "./grantee-key.ts";

export interface SharesOfRecord {
  readonly kept: readonly { readonly share: Bytes32; readonly granteeKey: Bytes32 }[];
  /** Shares whose grantee has no published key any more: they lose the record. */
  readonly dropped: readonly Bytes32[];
}

/** All of the signed-in user's shares. */
export function listOwnShares(session: IdosSession): Promise<ShareSummary[]> {
  return collectPages(async (cursor) => {
    const { shares, next } = await session.node.shares({ as: "owner", cursor });
    return { items: shares, next };
  });
}

/** The shares that hold a record, with the keys to wrap its next content key for. */
export async function sharesOfRecord(session: IdosSession, record: Bytes32): Promise<SharesOfRecord> {
  const kept: { share: Bytes32; granteeKey: Bytes32 }[] = [];
  const dropped: Bytes32[] = [];
  for (const { share, grantee, records } of await listOwnShares(session)) {
    if (!records.includes(record)) continue;
    try {
      kept.push({ share, granteeKey: await granteeKeyOf(session, grantee) });
    } catch (error) {
      if (!isIdosError(error, "RECIPIENT_HAS_NO_KEY")) throw error;
      dropped.push(share);
    }
  }
  return { kept, dropped };
}
