import { isIdosError } from "../errors/idos-error.ts";
import type { OpenedRecord, RecordSummary } from "../records/opened-record.ts";

/** A record whose content its owner cannot get at: its author sealed it to another key, or wrote something else. */
export interface UnreadableRecord extends RecordSummary {
  readonly code: "DECRYPTION_FAILED" | "CONTENT_MALFORMED";
}

/** All that an owner has. */
export interface AllRecords {
  readonly records: readonly OpenedRecord[];
  readonly unreadable: readonly UnreadableRecord[];
}

/** Whoever may write one record, such as an issuer, must not be able to keep the owner from the others. */
export async function readEach(
  summaries: readonly RecordSummary[],
  read: (id: string) => Promise<OpenedRecord>,
): Promise<AllRecords> {
  const records: OpenedRecord[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const summary of summaries) {
    try {
      records.push(await read(summary.id));
    } catch (error) {
      unreadable.push({ ...summary, code: unreadableCode(error) });
    }
  }
  return { records, unreadable };
}

function unreadableCode(error: unknown): UnreadableRecord["code"] {
  if (isIdosError(error, "DECRYPTION_FAILED")) return "DECRYPTION_FAILED";
  if (isIdosError(error, "CONTENT_MALFORMED")) return "CONTENT_MALFORMED";
  throw error;
}
