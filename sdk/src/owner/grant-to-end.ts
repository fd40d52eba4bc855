import { type Address, type Bytes32, grantHandle } from "@idos/protocol";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { type SignedShare, verifyShareTerms } from "../verify/share-terms.ts";

/** What the contract needs to know of a share to end its grant: a public one's grantee, a sealed one's handle. */
export type GrantToEnd = { readonly grantee: Address } | { readonly handle: Bytes32 };

/**
 * What names the grant without a word of the node, and so works for a share that it does not have any more: for a public
 * grant its grantee, for a sealed one its handle.
 */
export type RevokeOptions =
  | { readonly grantee?: string; readonly handle?: never }
  | { readonly handle: string; readonly grantee?: never };

export function grantToEndFrom({ grantee, handle }: RevokeOptions): GrantToEnd | undefined {
  if (handle !== undefined) return { handle: bytes32Argument("handle", handle) };
  return grantee === undefined ? undefined : { grantee: addressArgument("grantee", grantee) };
}

/** As the owner signed it in the share's document. Throws WRONG_ACCOUNT, ACCESS_NOT_GRANTED, NODE_LIED. */
export async function grantToEnd(session: IdosSession, shareId: Bytes32): Promise<GrantToEnd> {
  const terms = await storedTerms(session, shareId);
  if (terms.ownerAccount !== session.account)
    throw new IdosError("WRONG_ACCOUNT", "Another account made this grant", { account: terms.ownerAccount });
  return terms.visibility === "public" ? { grantee: terms.grantee } : { handle: terms.handle };
}

/**
 * Whether the share at the node is the one that this grant by the signed-in account makes readable: the caller may have
 * named another's grantee or handle. False where the node has no such share that the user signed.
 */
export async function isShareOf(session: IdosSession, shareId: Bytes32, grant: GrantToEnd): Promise<boolean> {
  try {
    const { ownerAccount, handle } = await storedTerms(session, shareId);
    const named = "handle" in grant ? grant.handle : grantHandle(grant.grantee, shareId);
    return ownerAccount === session.account && handle === named;
  } catch (error) {
    if (isIdosError(error, "ACCESS_NOT_GRANTED", "INDEX_STALE", "NODE_LIED")) return false;
    throw error;
  }
}

async function storedTerms(session: IdosSession, shareId: Bytes32): Promise<SignedShare> {
  const { node, deployment } = session;
  const share = await node.share(shareId, { chainId: deployment.chainId });
  const terms = await verifyShareTerms(share, await session.user(), deployment);
  if (terms.share === shareId) return terms;
  throw nodeLied("share-identity", "The node hands over another share", { share: shareId });
}
