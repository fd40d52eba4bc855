import { fromBase64url, type ShareDocument, toBase64url, verifyHeader } from "@idos/protocol";
import { openSealedGrantee, sealGrantee } from "../../crypto/sealed-grantee.ts";
import { openGrantee } from "../../owner/share-grantee.ts";
import { listOwnShares } from "../../owner/shares-of-record.ts";
import type { SealedShare } from "../../verify/share-terms.ts";
import type { HeldKeys } from "../held-keys.ts";
import type { KeyRingParts } from "../key-ring-parts.ts";

/** Lets the present key tell for whom each sealed share is. Nobody's access changes: the grantees' keys stay as they are. */
export async function resealShares(parts: KeyRingParts, held: HeldKeys, previous: HeldKeys): Promise<void> {
  for (const share of await listOwnShares(parts)) {
    if (share.visibility === "public" || (await openGrantee(share, previous.keys)) === undefined) continue;
    await resealShare(parts, share, held, previous);
  }
}

async function resealShare(
  parts: KeyRingParts,
  sealed: SealedShare,
  { keys }: HeldKeys,
  previous: HeldKeys,
): Promise<void> {
  const grantee = await openSealedGrantee(fromBase64url(sealed.forOwner), previous.keys);
  if (grantee === undefined) return;
  const records = [];
  for (const { record, header, wrappedKey } of (await parts.node.share(sealed.share)).records) {
    const version = (await verifyHeader(header))?.header.version;
    // A record that was deleted, or that the share has lost, has no key to go on with.
    if (wrappedKey === null || version === undefined || !sealed.records.includes(record)) continue;
    records.push({ record, version, wrappedKey: toBase64url(wrappedKey) });
  }
  if (records.length === 0) return;
  const forOwner = toBase64url(await sealGrantee(grantee, keys.encryptionKey));
  const { share, ownerId: owner, chainId, ownerAccount, handle, purpose } = sealed;
  const document: ShareDocument = {
    ...{ v: 1, share, owner, chainId, ownerAccount, sealed: { handle, forOwner }, purpose },
    records: records.map(({ record }) => record),
    author: parts.account,
    iat: parts.nowSeconds(),
  };
  await parts.node.putShare(share, { document: await parts.signShare(document), records });
}
