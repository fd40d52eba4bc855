import type { Address, Bytes32 } from "@idos/protocol";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
import { IdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { verifyShareTerms } from "../verify/share-terms.ts";

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

/** As the owner signed it in the share's document. Throws WRONG_ACCOUNT, SHARE_NOT_FOUND, NODE_LIED. */
export async function grantToEnd(session: IdosSession, shareId: Bytes32): Promise<GrantToEnd> {
  const terms = await verifyShareTerms(await session.node.share(shareId), await session.user());
  if (terms.share !== shareId)
    throw nodeLied("share-identity", "The node hands over another share", { share: shareId });
  if (terms.ownerAccount !== session.account)
    throw new IdosError("WRONG_ACCOUNT", "Another account made this grant", { account: terms.ownerAccount });
  return terms.visibility === "public" ? { grantee: terms.grantee } : { handle: terms.handle };
}
