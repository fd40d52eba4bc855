import { createHash } from "node:crypto";
import { parseBytes32, parseEnvelope, type RecordHeader, toHex } from "@idos/protocol";
import { inChunks } from "../../storage/envelope-chunks.ts";
import type { RecordWriter, StoredRecord } from "../../storage/records.ts";
import type { PeerClient } from "./peer-client.ts";
import { ReplicaRefused } from "./replica-fault.ts";

/** Stages the envelope of a verified record, in the name of its author. Nothing of it stays where its hash is another. */
export async function fetchEnvelope(
  records: Pick<RecordWriter, "stageEnvelope">,
  peer: PeerClient,
  { header, envelopeBytes }: StoredRecord,
  nowSeconds: number,
): Promise<void> {
  const { owner, record, envelope: hash, author: uploader } = header;
  if (hash === null) return;
  const bytes = peer.envelope(owner, record, hash, envelopeBytes);
  const chunks = checkedChunks(bytes, header, hash);
  const upload = { hash, uploader, bytesAhead: envelopeBytes, chunks, nowSeconds };
  if ((await records.stageEnvelope(upload)) !== "staged")
    throw new ReplicaRefused("no-room", "this node takes no more envelopes in now");
}

async function* checkedChunks(
  bytes: AsyncIterable<Uint8Array>,
  header: RecordHeader,
  expected: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let isFirst = true;
  for await (const chunk of inChunks(bytes)) {
    if (isFirst) requireOf(header, chunk);
    isFirst = false;
    hash.update(chunk);
    yield chunk;
  }
  if (parseBytes32(toHex(hash.digest())) !== expected)
    throw new ReplicaRefused("other-bytes", "an envelope is not that of its hash");
}

/** That an envelope's beginning states the record that its header does. Throws `malformed` or `foreign`. */
function requireOf({ owner, record, version, prev }: RecordHeader, beginning: Uint8Array): void {
  const envelope = parseEnvelope(beginning);
  if ("fault" in envelope) throw new ReplicaRefused("malformed", "bytes are not an envelope");
  const stated = envelope.header;
  const isOf =
    stated.owner === owner &&
    stated.record === record &&
    stated.recordVersion === version &&
    stated.prev === prev;
  if (!isOf) throw new ReplicaRefused("foreign", "an envelope states another record");
}
