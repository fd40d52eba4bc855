import { type Kysely, sql } from "kysely";
import { ENVELOPE_CHUNK_BYTES } from "../../envelope-chunks.ts";

/**
 * Envelopes in chunks, so that nobody has to hold a whole one; receipts of reads, in a chain for each owner.
 *
 * Uploads that no record names yet are not taken over: they live for an hour, and their uploaders send them again.
 */
const STATEMENTS = [
  `drop table staged_envelopes`,
  `create table staged_envelopes (
    upload_id text collate "C" primary key,
    uploader text collate "C" not null,
    hash text collate "C" not null,
    byte_count bigint not null,
    complete boolean not null,
    staged_at bigint not null
  )`,
  `create unique index staged_envelopes_complete on staged_envelopes (uploader, hash) where complete`,
  `create index staged_envelopes_by_age on staged_envelopes (staged_at)`,
  `create table staged_chunks (
    upload_id text collate "C" not null references staged_envelopes on delete cascade,
    position integer not null,
    bytes bytea not null,
    primary key (upload_id, position)
  )`,
  `create table envelope_chunks (
    owner_id text collate "C" not null,
    record_id text collate "C" not null,
    version bigint not null,
    position integer not null,
    bytes bytea not null,
    primary key (owner_id, record_id, version, position),
    foreign key (owner_id, record_id) references records on delete cascade
  )`,
  // Ciphertext does not compress: store it as it is.
  `alter table staged_chunks alter column bytes set storage external`,
  `alter table envelope_chunks alter column bytes set storage external`,
  `insert into envelope_chunks
    select owner_id, record_id, version, position,
      substring(bytes from position * ${ENVELOPE_CHUNK_BYTES} + 1 for ${ENVELOPE_CHUNK_BYTES})
    from envelopes join records using (owner_id, record_id),
      generate_series(0, (octet_length(bytes) - 1) / ${ENVELOPE_CHUNK_BYTES}) position`,
  `alter table records add column envelope_bytes integer not null default 0`,
  `update records set envelope_bytes = octet_length(bytes) from envelopes
    where envelopes.owner_id = records.owner_id and envelopes.record_id = records.record_id`,
  `alter table records alter column envelope_bytes drop default`,
  `drop table envelopes`,
  `create table receipt_chains (
    owner_id text collate "C" primary key references users on delete cascade,
    seq bigint not null,
    hash text collate "C",
    check ((seq = 0) = (hash is null))
  )`,
  `create table receipts (
    owner_id text collate "C" not null references receipt_chains on delete cascade,
    seq bigint not null,
    share_id text collate "C" not null,
    read_at bigint not null,
    jws text not null,
    primary key (owner_id, seq)
  )`,
  `create index receipts_by_share on receipts (owner_id, share_id, read_at)`,
] as const;

export async function addChunksAndReceipts(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
