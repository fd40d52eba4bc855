import type { Bytes32 } from "@idos/protocol";
import type { ShareFacts } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { StoredRecord } from "../storage/records.ts";
import type { StoredShare } from "../storage/shares.ts";
import { linkedAccounts } from "../users/linked-accounts.ts";

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
export async function listedShareFacts(
  { store }: Parts,
  { ownerId, chainId, ownerAccount, handle }: StoredShare,
): Promise<ShareFacts> {
  const accounts = linkedAccounts(await store.users.userById(ownerId));
  return { ownerId, chainId, ownerAccount, handle, linkedAccounts: accounts, recordOwners: [] };
}
