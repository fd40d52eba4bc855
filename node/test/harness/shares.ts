import { randomBytes } from "node:crypto";
import {
  type Address,
  type Bytes32,
  LIMITS,
  PATHS,
  sealedGrantHandle,
  SHARE_DOCUMENT,
  type ShareDocument,
  type ShareSummary,
  signStatement,
  type StatementKind,
  toBase64url,
  verifyStatement,
} from "@idos/protocol";
import { z } from "zod";
import { nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import type { Version } from "./records.ts";
import { randomKey, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

export interface ShareChanges {
  /** In place of the true claims, or beside them. */
  readonly document?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whose session key signs in place of the owner's. */
  readonly signer?: User;
}

export interface Seal {
  readonly handle: Bytes32;
  readonly forOwner: string;
}

/** What stands in a sealed share's document; what it tells the owner is opaque to a node, so any bytes do. */
export function seal(share: Bytes32, grantee: Address, salt: Bytes32): Seal {
  const forOwner = toBase64url(randomBytes(LIMITS.sealedForOwnerBytes));
  return { handle: sealedGrantHandle(grantee, share, salt), forOwner };
}

/** Signs whatever a test has the claims say. */
const ANY_CLAIMS: StatementKind<unknown> = { type: SHARE_DOCUMENT.type, claims: z.unknown() };

/** Shares the versions' content keys with a grantee, named or sealed. */
export async function putShare(
  node: ReachableNode,
  share: Bytes32,
  owner: User,
  grantee: Address | Seal,
  versions: readonly Version[],
  { document = {}, body = {}, signer = owner }: ShareChanges = {},
): Promise<Sent> {
  const records = versions.map(({ header: { record, version } }) => ({
    record,
    version,
    wrappedKey: randomKey(),
  }));
  const claims = {
    ...{ v: 1, share, owner: owner.userId, chainId: node.deployed.chain.chainId },
    ...{ ownerAccount: owner.account, purpose: "to try it" },
    ...(typeof grantee === "string" ? { grantee } : { sealed: grantee }),
    ...{ records: records.map(({ record }) => record), author: owner.account, iat: nowSeconds(node) },
    ...document,
  };
  const signed = await signStatement(ANY_CLAIMS, claims, signer.sessionKey, signer.privateKey);
  return jsonRequest("PUT", PATHS.share(share), { document: signed, records, ...body });
}

/** What a share's answer says of itself; fails the test unless it is signed. */
export async function documentOf({ document }: Pick<ShareSummary, "document">): Promise<ShareDocument> {
  const verified = await verifyStatement(SHARE_DOCUMENT, document);
  if (verified === undefined) throw new Error("the share's document is not signed");
  return verified.claims;
}
