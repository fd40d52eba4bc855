import type { Address } from "@idos/protocol";
import type { StoredUser } from "../storage/users.ts";

export function linkedAccounts(user: StoredUser | undefined): readonly Address[] {
  return user?.accounts.map(({ link }) => link.account) ?? [];
}
