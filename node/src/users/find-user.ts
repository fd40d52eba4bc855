import { type Address, ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { StoredUser } from "../storage/users.ts";

/** Whoever is signed in may look up whom she wants to encrypt to. */
export async function findUser({ store }: Parts, account: Address): Promise<StoredUser> {
  const user = await store.users.userByAccount(account);
  if (user === undefined) throw userNotFound(account);
  return user;
}

export function userNotFound(account: Address): ProblemError {
  return new ProblemError("USER_NOT_FOUND", "No entry has this account.", { account });
}
