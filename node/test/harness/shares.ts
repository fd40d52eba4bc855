import {
  type Address,
  type Bytes32,
  PATHS,
  SHARE_DOCUMENT,
  type ShareDocument,
  type ShareSummary,
  signStatement,
  verifyStatement,
} from "@idos/protocol";
import { nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import type { Version } from "./records.ts";
import { randomKey, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

export interface ShareChanges {
  readonly document?: Partial<ShareDocument>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whose session key signs in place of the owner's. */
  readonly signer?: User;
}

/** Shares the versions' content keys with `grantee`. */
export async function putShare(
  node: ReachableNode,
  share: Bytes32,
  owner: User,
  grantee: Address,
  versions: readonly Version[],
  { document = {}, body = {}, signer = owner }: ShareChanges = {},
): Promise<Sent> {
  const records = versions.map(({ header: { record, version } }) => ({
    record,
    version,
    wrappedKey: randomKey(),
  }));
  const claims: ShareDocument = {
    ...{ v: 1, share, owner: owner.userId, ownerAccount: owner.account, grantee, purpose: "to try it" },
    ...{ records: records.map(({ record }) => record), author: owner.account, iat: nowSeconds(node) },
    ...document,
  };
  const signed = await signStatement(SHARE_DOCUMENT, claims, signer.sessionKey, signer.privateKey);
  return jsonRequest("PUT", PATHS.share(share), { document: signed, records, ...body });
}

/** What a share's answer says of itself; fails the test unless it is signed. */
export async function documentOf({ document }: Pick<ShareSummary, "document">): Promise<ShareDocument> {
  const verified = await verifyStatement(SHARE_DOCUMENT, document);
  if (verified === undefined) throw new Error("the share's document is not signed");
  return verified.claims;
}
