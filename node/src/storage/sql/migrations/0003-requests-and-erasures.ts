import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  `create table access_requests (
    owner_id text collate "C" not null references users on delete cascade,
    request_id text collate "C" not null unique,
    requester text collate "C" not null,
    chain_id bigint not null,
    expires_at bigint not null,
    document text not null,
    message text not null,
    signature text not null,
    created_at bigint not null,
    closing text,
    share_id text collate "C",
    closed_at bigint,
    primary key (owner_id, request_id),
    check ((closing is null) = (closed_at is null)),
    check ((share_id is not null) = (closing is not distinct from 'granted'))
  )`,
  `create index access_requests_by_requester on access_requests (requester, request_id)`,
  // What is left of an erased user: a statement of hers that other nodes can verify, and that her ids are spent.
  `create table erased_users (
    user_id text collate "C" primary key,
    erasure json not null,
    erased_at bigint not null
  )`,
  `create table spent_shares (share_id text collate "C" primary key)`,
  `create index sessions_by_account on sessions (account)`,
] as const;

export async function addRequestsAndErasures(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
