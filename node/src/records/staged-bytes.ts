import { parseEnvelope, ProblemError, type RecordHeader } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";

/**
 * The length in bytes of the envelope that `header` names, once it is seen that the author uploaded it and
 * that it states the same owner, record, version and predecessor.
 */
export async function stagedBytes({ store }: Parts, header: RecordHeader): Promise<number> {
  const staged =
    header.envelope === null ? undefined : await store.records.stagedEnvelope(header.envelope, header.author);
  if (staged === undefined) throw notStaged(header);
  const envelope = parseEnvelope(staged.firstChunk);
  if ("fault" in envelope)
    throw new ProblemError("ENVELOPE_MALFORMED", "The bytes are not an envelope.", { fault: envelope.fault });
  const { owner, record, recordVersion, prev } = envelope.header;
  const same =
    owner === header.owner &&
    record === header.record &&
    recordVersion === header.version &&
    prev === header.prev;
  if (!same)
    throw new ProblemError("ENVELOPE_MISMATCH", "The envelope states another owner, record or version.", {
      owner,
      record,
      recordVersion,
      prev,
    });
  return staged.byteCount;
}

export function notStaged(header: RecordHeader): ProblemError {
  return new ProblemError("ENVELOPE_NOT_STAGED", "Upload the envelope before writing the record.", {
    envelope: header.envelope,
  });
}
