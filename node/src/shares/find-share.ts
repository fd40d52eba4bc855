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

const ATTEMPTS = 3;

/** A share on this chain with its records, the wrapped keys being those of the very versions that are returned. */
export async function findShare(parts: Parts, id: Bytes32, chainId: number): Promise<FoundShare | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const share = await parts.store.shares.share(id);
    if (share?.chainId !== chainId) return undefined;
    const records = await parts.store.shares.recordsIn(id);
    // A write may have come between the two reads; the next attempt sees both of its sides.
    if (attempt < ATTEMPTS && !keysFit(share, records)) continue;
    return { share, records, facts: await shareFacts(parts, share, records) };
  }
}

function keysFit({ records: keys }: StoredShare, records: readonly StoredRecord[]): boolean {
  const versions = new Map(records.map(({ header }) => [header.record, header.version]));
  return keys.every((key) => key.wrappedKey === null || versions.get(key.record) === key.version);
}

/** What `authorize` must know of a share whose `records` an answer would show. */
export async function shareFacts(
  { store }: Parts,
  { ownerId, chainId, ownerAccount, handle }: StoredShare,
  records: readonly StoredRecord[],
): Promise<ShareFacts> {
  const accounts = linkedAccounts(await store.users.userById(ownerId));
  const recordOwners = records.map(({ header }) => header.owner);
  return { ownerId, chainId, ownerAccount, handle, linkedAccounts: accounts, recordOwners };
}
