import { type Kysely, sql } from "kysely";

/**
 * Heads of owners, in the order in which this node came to have them; how far the feeds of other nodes were read.
 *
 * The feed's number is a row and no sequence: its lock makes transactions end in the order of their numbers, so that no
 * reader passes one that is still to come.
 */
const STATEMENTS = [
  `create table owner_heads (
    owner_id text collate "C" primary key references users on delete cascade,
    hash text collate "C" not null,
    head text not null,
    message text not null,
    signature text not null,
    manifest text not null,
    seq bigint not null unique
  )`,
  `create table replication_feed (
    feed text collate "C" primary key,
    last_seq bigint not null
  )`,
  `create table peer_cursors (
    peer text collate "C" primary key,
    after_seq bigint not null,
    swept_at bigint not null
  )`,
] as const;

export async function addReplication(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
