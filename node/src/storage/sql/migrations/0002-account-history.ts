import { type Kysely, sql } from "kysely";

/** A user's accounts become a history, and sessions of contract accounts say when the contract was asked last. */
const STATEMENTS = [
  `alter table accounts add column unlinked json`,
  `alter table accounts drop constraint accounts_account_key`,
  `alter table accounts drop constraint accounts_pkey`,
  `alter table accounts add primary key (user_id, position)`,
  // An account is of one user at a time.
  `create unique index accounts_linked on accounts (account) where unlinked is null`,
  `alter table sessions add column checked_at bigint`,
  `create index sessions_by_account on sessions (account)`,
] as const;

export async function keepAccountHistory(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
