import { headerHash } from "@idos/protocol";
import type { StoredRecord } from "../records.ts";

/** The columns of a record that each version of it has anew. */
export const versionValues = ({
  header,
  headerJws,
  delegation,
  wrappedKey,
  envelopeBytes,
}: StoredRecord) => ({
  version: header.version,
  header_jws: headerJws,
  header_hash: headerHash(headerJws),
  deleted: header.deleted,
  ...delegation,
  wrapped_key: wrappedKey,
  envelope_bytes: envelopeBytes,
});
