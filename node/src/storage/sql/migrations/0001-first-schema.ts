import { type Kysely, sql } from "kysely";

/**
 * Every owner's table begins its key with the owner's id, so that the tables can be distributed by owner. Ids are
 * compared byte by byte (collation C), so that the order of pages is the same in every database.
 *
 * Signed documents are `json`, not `jsonb`: what was signed is kept as it came.
 */
const STATEMENTS = [
  `create table users (
    user_id text collate "C" primary key,
    created_by text collate "C" not null,
    created_at bigint not null
  )`,
  `create table accounts (
    user_id text collate "C" not null references users on delete cascade,
    account text collate "C" not null unique,
    position integer not null,
    link json not null,
    primary key (user_id, account)
  )`,
  `create table key_bindings (
    user_id text collate "C" not null references users on delete cascade,
    position integer not null,
    issued_at bigint not null,
    binding json not null,
    primary key (user_id, position)
  )`,
  `create table key_backups (
    user_id text collate "C" not null references users on delete cascade,
    slot text collate "C" not null,
    kind text not null,
    parameters json not null,
    ciphertext bytea not null,
    primary key (user_id, slot)
  )`,
  `create table sessions (
    session_key text collate "C" primary key,
    account text collate "C" not null,
    message text not null,
    signature text not null,
    expires_at bigint not null
  )`,
  `create index sessions_by_expiry on sessions (expires_at)`,
  `create table staged_envelopes (
    uploader text collate "C" not null,
    hash text collate "C" not null,
    bytes bytea not null,
    staged_at bigint not null,
    primary key (uploader, hash)
  )`,
  `create index staged_envelopes_by_age on staged_envelopes (staged_at)`,
  `create table records (
    owner_id text collate "C" not null references users on delete cascade,
    record_id text collate "C" not null unique,
    version bigint not null,
    header_jws text not null,
    header_hash text collate "C" not null,
    deleted boolean not null,
    message text not null,
    signature text not null,
    wrapped_key bytea,
    primary key (owner_id, record_id),
    check (deleted = (wrapped_key is null))
  )`,
  `create table envelopes (
    owner_id text collate "C" not null,
    record_id text collate "C" not null,
    bytes bytea not null,
    primary key (owner_id, record_id),
    foreign key (owner_id, record_id) references records on delete cascade
  )`,
  // Ciphertext does not compress: store it as it is.
  `alter table staged_envelopes alter column bytes set storage external`,
  `alter table envelopes alter column bytes set storage external`,
  `create table shares (
    owner_id text collate "C" not null references users on delete cascade,
    share_id text collate "C" not null unique,
    chain_id bigint not null,
    owner_account text collate "C" not null,
    grantee text collate "C",
    handle text collate "C" not null,
    purpose text not null,
    created_at bigint not null,
    document text not null,
    message text not null,
    signature text not null,
    deleted boolean not null,
    primary key (owner_id, share_id)
  )`,
  `create index shares_by_grantee on shares (grantee, chain_id, share_id)`,
  `create table share_records (
    owner_id text collate "C" not null,
    share_id text collate "C" not null,
    record_id text collate "C" not null,
    position integer not null,
    version bigint not null,
    wrapped_key bytea,
    primary key (owner_id, share_id, record_id),
    foreign key (owner_id, share_id) references shares on delete cascade,
    foreign key (owner_id, record_id) references records on delete cascade
  )`,
  `create index share_records_by_record on share_records (owner_id, record_id)`,
  `create table write_grant_uses (
    owner_id text collate "C" not null references users on delete cascade,
    grant_id text collate "C" not null,
    uses integer not null,
    primary key (owner_id, grant_id)
  )`,
] as const;

export async function createFirstSchema(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
