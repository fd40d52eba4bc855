import { type Kysely, sql } from "kysely";

/**
 * Adds receipts to the chains that end where they are said to: the owners' ends before and after, then the receipts.
 * Gives the owners for whom that was done. A function, because its plan is made once for a connection; planning takes
 * longer than doing.
 */
const STATEMENT = `create function add_receipts(
    owners text[], hashes_before text[], seqs_after bigint[], hashes_after text[],
    of_owners text[], receipt_seqs bigint[], shares text[], times bigint[], texts text[]
  ) returns setof text language plpgsql as $$
  begin
    return query
    with standing as (
      select chain.owner_id, ends.seq, ends.hash
      from receipt_chains chain
      join unnest(owners, hashes_before, seqs_after, hashes_after) as ends (owner_id, before, seq, hash)
        on ends.owner_id = chain.owner_id
      where chain.hash is not distinct from ends.before
      -- One order for all, so that two processes never wait for each other.
      order by chain.owner_id
      for update of chain
    ), moved as (
      update receipt_chains set seq = standing.seq, hash = standing.hash
      from standing where receipt_chains.owner_id = standing.owner_id
      returning receipt_chains.owner_id
    ), added as (
      insert into receipts (owner_id, seq, share_id, read_at, jws)
      select receipt.owner_id, receipt.seq, receipt.share_id, receipt.read_at, receipt.jws
      from unnest(of_owners, receipt_seqs, shares, times, texts)
        as receipt (owner_id, seq, share_id, read_at, jws)
      join moved on moved.owner_id = receipt.owner_id
    )
    select moved.owner_id from moved;
  end $$`;

export async function addReceiptsByFunction(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENT).execute(db);
}
