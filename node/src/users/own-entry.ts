import { ProblemError } from "@idos/protocol";
import type { Action } from "../access/authorize.ts";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { StoredUser } from "../storage/users.ts";

/** The caller's own entry, if her session may do `action`; throws the refusal otherwise. */
export async function ownEntry({ store }: Parts, principal: Principal, action: Action): Promise<StoredUser> {
  const user = await store.users.userById(requireOwnUser(principal, action));
  if (user === undefined) throw new ProblemError("NO_USER", "The account has no entry.");
  return user;
}
