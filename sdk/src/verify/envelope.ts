import { parseEnvelope, type RecordHeader, sha256 } from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";

/** Checks that these bytes are the envelope that the signed header names, of that very version. Throws NODE_LIED. */
export function verifyEnvelope(bytes: Uint8Array, header: RecordHeader): void {
  const { record, version } = header;
  if (sha256(bytes) !== header.envelope)
    throw nodeLied("envelope-hash", "The envelope is not the one that the header names", { record, version });
  const envelope = parseEnvelope(bytes);
  const isSame =
    !("fault" in envelope) &&
    envelope.header.owner === header.owner &&
    envelope.header.record === record &&
    envelope.header.recordVersion === version &&
    envelope.header.prev === header.prev;
  if (!isSame)
    throw nodeLied("envelope-header", "The envelope says of itself other than the header", {
      record,
      version,
    });
}
