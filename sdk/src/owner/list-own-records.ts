import { collectPages } from "../http/collect-pages.ts";
import { type RecordSummary, summarize } from "../records/opened-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { verifyStoredRecord } from "../verify/stored-record.ts";

/** The signed-in user's records, each by the header that its author signed. */
export async function listOwnRecords(session: IdosSession): Promise<RecordSummary[]> {
  const owner = await session.user();
  const stored = await collectPages(async (cursor) => {
    const { records, next } = await session.node.records(cursor);
    return { items: records, next };
  });
  const check = (record: (typeof stored)[number]) =>
    verifyStoredRecord(record, { record: null, owner }, session.memory);
  return (await Promise.all(stored.map(check))).map(summarize);
}
