import { type Address, linkNow, linksNow } from "@idos/protocol";
import type { Signer } from "../access/account-signatures.ts";
import type { StoredUser } from "../storage/users.ts";

/** Those that are linked now. */
export function linkedAccounts(user: StoredUser | undefined): readonly Address[] {
  return linksNow(user?.accounts ?? []).map(({ account }) => account);
}

/** A linked account as one that signs; undefined where it is not the user's. */
export function linkedSigner(user: StoredUser | undefined, account: Address): Signer | undefined {
  const link = linkNow(user?.accounts ?? [], account);
  return link && { account, chainId: link.chainId };
}
