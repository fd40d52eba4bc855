import type { Address, Bytes32 } from "@idos/protocol";
import type { ShareFacts } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { StoredRecord } from "../storage/records.ts";
import type { StoredShare } from "../storage/shares.ts";

export interface FoundShare {
  readonly share: StoredShare;
  /** The current versions of its records, deleted ones included. */
  readonly records: readonly StoredRecord[];
  readonly facts: ShareFacts;
}

/** A share on this chain with its records, the wrapped keys being those of the very versions that are returned. */
export async function findShare(
  { store }: Parts,
  id: Bytes32,
  chainId: number,
): Promise<FoundShare | undefined> {
  const found = await store.shares.shareWithRecords(id);
  if (found?.share.chainId !== chainId) return undefined;
  const { share, records, linkedAccounts } = found;
  const { ownerId, ownerAccount, handle } = share;
  const recordOwners = records.map(({ header }) => header.owner);
  return { share, records, facts: { ownerId, chainId, ownerAccount, handle, linkedAccounts, recordOwners } };
}

/** What `authorize` must know of a share that a listing shows: no record, so no record's owner is in question. */
export function listedShareFacts(
  { ownerId, chainId, ownerAccount, handle }: StoredShare,
  linkedAccounts: readonly Address[],
): ShareFacts {
  return { ownerId, chainId, ownerAccount, handle, linkedAccounts, recordOwners: [] };
}
