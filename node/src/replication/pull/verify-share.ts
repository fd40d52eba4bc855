import {
  type AccountHistory,
  type Bytes32,
  SHARE_DOCUMENT,
  shareHandle,
  shareItemSchema,
  spokeFor,
  verifyStatement,
} from "@idos/protocol";
import type { AccountSignatures } from "../../access/account-signatures.ts";
import type { StoredShare } from "../../storage/shares.ts";
import { requireDelegated } from "./delegated.ts";
import { parseJsonAs } from "./parse-json-as.ts";
import { ReplicaRefused } from "./replica-fault.ts";
import { chainOf } from "./verify-user.ts";

export interface ExpectedShare {
  readonly owner: Bytes32;
  readonly share: Bytes32;
  readonly history: AccountHistory;
}

/** The share as an item says it, when the owner signed it. Throws `malformed`, `foreign` or `unsigned`. */
export async function verifyShare(
  signatures: AccountSignatures,
  { owner, share, history }: ExpectedShare,
  item: string,
): Promise<StoredShare> {
  const { document, delegation, createdAt, keys } = parseJsonAs(shareItemSchema, item);
  const verified = await verifyStatement(SHARE_DOCUMENT, document);
  if (verified === undefined) throw new ReplicaRefused("unsigned", "a share is not signed");
  const { claims, sessionKey } = verified;
  if (claims.owner !== owner || claims.share !== share)
    throw new ReplicaRefused("foreign", "a share is another one than its manifest names");
  if (keys.map(({ record }) => record).join() !== claims.records.join())
    throw new ReplicaRefused("malformed", "a share's keys are not those of its records");
  const { author, ownerAccount, iat: atSeconds, chainId, purpose } = claims;
  if (!spokeFor(history, author, atSeconds) || !spokeFor(history, ownerAccount, atSeconds))
    throw new ReplicaRefused("unsigned", "a share is not by accounts of its owner");
  const claim = { sessionKey, author, scope: "share", atSeconds } as const;
  await requireDelegated(signatures, delegation, claim, chainOf(history, author));
  return {
    ...{ share, ownerId: owner, chainId, ownerAccount, purpose, document, delegation },
    grantee: "sealed" in claims ? null : claims.grantee,
    handle: shareHandle(claims),
    createdAtSeconds: createdAt,
    records: keys,
  };
}
