import { accountLinkTypedData, type linkAccountSchema, ProblemError } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { StoredUser } from "../storage/users.ts";
import { linkedAccounts } from "./linked-accounts.ts";
import { ownEntry } from "./own-entry.ts";
import { requireFresh } from "./require-fresh.ts";

/**
 * Adds an account to the caller's user; the new account and one linked before both sign. Sent again, it succeeds
 * again.
 */
export async function linkAccount(
  parts: Parts,
  principal: Principal,
  signed: z.output<typeof linkAccountSchema>,
): Promise<StoredUser> {
  const user = await ownEntry(parts, principal, "keys");
  const { link, signature, linkedBySignature } = signed;
  if (link.userId !== user.userId) throw invalid("The link is for another user.");
  if (!linkedAccounts(user).includes(link.linkedBy)) throw invalid("The linking account is not linked.");
  requireFresh(link.issuedAt, parts.nowSeconds());
  const data = accountLinkTypedData(link);
  if (!(await parts.signatures.signedTypedData(link.account, data, signature)))
    throw invalid("The signature is not by the new account.");
  if (!(await parts.signatures.signedTypedData(link.linkedBy, data, linkedBySignature)))
    throw invalid("The signature is not by the linking account.");
  if (linkedAccounts(user).includes(link.account)) return user;
  switch (await parts.store.users.linkAccount(user.userId, signed)) {
    case "account-taken":
      throw new ProblemError("ACCOUNT_TAKEN", "This account has an entry already.", {
        account: link.account,
      });
    case "limit-reached":
      throw new ProblemError("LIMIT_REACHED", "The user has as many accounts as a node keeps.");
    case "linked":
      return { ...user, accounts: [...user.accounts, signed] };
  }
}

function invalid(detail: string): ProblemError {
  return new ProblemError("ACCOUNT_LINK_INVALID", detail);
}
