import { fromBase64url, parseBytes32, SHARE_DOCUMENT, verifyStatement } from "@idos/protocol";
import { openSealedGrantee, type SealedGrantee } from "../../sdk/src/crypto/sealed-grantee.ts";
import type { Person } from "./people.ts";

/** What a sealed share says to its owner alone. */
export async function openedSeal({ session }: Person, shareId: string): Promise<SealedGrantee> {
  const { document } = await session.node.share(parseBytes32(shareId));
  const verified = await verifyStatement(SHARE_DOCUMENT, document);
  if (verified === undefined || !("sealed" in verified.claims)) throw new Error("the share is not sealed");
  const box = fromBase64url(verified.claims.sealed.forOwner);
  const opened = await openSealedGrantee(box, session.keys.current());
  if (opened === undefined) throw new Error("the box is not for her");
  return opened;
}
