import type { OpenedRecord } from "@idos/sdk";

/** Everything, decrypted, as JSON that other programs read. */
export function exportedRecords(
  account: string,
  records: readonly OpenedRecord[],
  exportedAtMs: number,
): string {
  const exported = records.map(({ id, version, author, writtenAt, content }) => ({
    ...{ id, version, ...content, author },
    writtenAt: new Date(writtenAt * 1000).toISOString(),
  }));
  const exportedAt = new Date(exportedAtMs).toISOString();
  return JSON.stringify(
    { format: "idos-export", version: 1, account, exportedAt, records: exported },
    null,
    2,
  );
}
