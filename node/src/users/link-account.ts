import { accountLinkTypedData, type linkAccountSchema, ProblemError } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { StoredUser } from "../storage/users.ts";
import { linkedSigner } from "./linked-accounts.ts";
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
  const linkedBy = linkedSigner(user, link.linkedBy);
  if (linkedBy === undefined) throw invalid("The linking account is not linked.");
  requireFresh(link.issuedAt, parts.nowSeconds());
  const data = accountLinkTypedData(link);
  if (!(await parts.signatures.signedTypedData(link, data, signature)))
    throw invalid("The signature is not by the new account.");
  if (!(await parts.signatures.signedTypedData(linkedBy, data, linkedBySignature)))
    throw invalid("The signature is not by the linking account.");
  if (linkedSigner(user, link.account) !== undefined) return user;
  switch (await parts.store.users.linkAccount(user.userId, signed)) {
    case "account-taken":
      throw new ProblemError("ACCOUNT_TAKEN", "This account has an entry already.", {
        account: link.account,
      });
    case "limit-reached":
      throw new ProblemError("LIMIT_REACHED", "The user has as many accounts as a node keeps.");
    case "unfit":
      throw invalid("It is older than what happened to the user's accounts since; sign it again.");
    case "linked":
      return { ...user, accounts: [...user.accounts, signed] };
  }
}

function invalid(detail: string): ProblemError {
  return new ProblemError("ACCOUNT_LINK_INVALID", detail);
}
