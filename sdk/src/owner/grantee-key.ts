import type { Address, Bytes32 } from "@idos/protocol";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import type { IdosSession } from "../session/idos-session.ts";

/**
 * The X25519 key that an account's own wallet vouches for, so that no node can put its own in its place.
 * Throws RECIPIENT_HAS_NO_KEY, NODE_LIED.
 */
export async function granteeKeyOf(session: IdosSession, account: Address): Promise<Bytes32> {
  const keys = await session
    .userOf(account)
    .then((user) => user.keys)
    .catch((error: unknown) => {
      if (isIdosError(error, "USER_NOT_FOUND")) return null;
      throw error;
    });
  if (keys === null)
    throw new IdosError("RECIPIENT_HAS_NO_KEY", "The account has published no idOS key", { account });
  return keys.encryptionKey;
}
