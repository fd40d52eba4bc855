import { accountLinkTypedData, ProblemError, type SignedAccountLink, userIdOf } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import { isProvider } from "../access/is-provider.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";
import type { StoredUser } from "../storage/users.ts";
import { requireFresh } from "./require-fresh.ts";

/** A provider makes the entry of a user whose wallet signed the founding link. Sent again, it succeeds again. */
export async function createUser(
  { node, store, signatures, nowSeconds }: Parts,
  principal: Principal,
  founding: SignedAccountLink,
): Promise<StoredUser> {
  const resource = { kind: "user-creation", isProvider: isProvider(node, principal) } as const;
  requireAllowed(authorize(principal, "write", resource, null, nowSeconds()));
  const { link, signature, linkedBySignature } = founding;
  if (link.linkedBy !== link.account || linkedBySignature !== undefined)
    throw invalid("A founding link is signed by its own account alone.");
  if (userIdOf(link.account, link.salt) !== link.userId)
    throw invalid("The user's id does not follow from account and salt.");
  requireFresh(link.issuedAt, nowSeconds());
  if (!(await signatures.signedTypedData(link, accountLinkTypedData(link), signature)))
    throw invalid("The signature is not by the account.");
  const entry = { userId: link.userId, createdBy: principal.account, createdAtSeconds: nowSeconds() };
  const outcome = await store.users.createUser(entry, founding);
  if (outcome === "created")
    return { ...entry, accounts: [founding], keyBinding: null, earlierKeyBindings: [] };
  if (outcome === "erased")
    throw new ProblemError("USER_ERASED", "Sign a new founding link, with a new salt.", {
      userId: link.userId,
    });
  const existing = await store.users.userByAccount(link.account);
  if (existing?.userId === link.userId) return existing;
  throw new ProblemError("ACCOUNT_TAKEN", "This account has an entry already.", { account: link.account });
}

function invalid(detail: string): ProblemError {
  return new ProblemError("ACCOUNT_LINK_INVALID", detail);
}
