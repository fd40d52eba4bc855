import { type Bytes32, parseEnvelope, ProblemError, sha256 } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";

const LIMIT_DETAILS = {
  "limit-reached": "Write the records of what was uploaded before uploading more.",
  "node-full": "The node holds as many uploads as it may; some lapse within the hour.",
} as const;

/** Keeps an uploaded envelope of somebody who may upload for the record write that will name it. */
export async function stageEnvelope(
  parts: Parts,
  principal: Principal,
  hash: Bytes32,
  bytes: Uint8Array,
): Promise<void> {
  const actual = sha256(bytes);
  if (actual !== hash)
    throw new ProblemError("ENVELOPE_MISMATCH", "The bytes have another SHA-256.", {
      expected: hash,
      actual,
    });
  const envelope = parseEnvelope(bytes);
  if ("fault" in envelope)
    throw new ProblemError("ENVELOPE_MALFORMED", "The bytes are not an envelope.", { fault: envelope.fault });
  const staged = { hash, uploader: principal.account, bytes, nowSeconds: parts.nowSeconds() };
  const outcome = await parts.store.records.stageEnvelope(staged);
  if (outcome !== "staged") throw new ProblemError("LIMIT_REACHED", LIMIT_DETAILS[outcome]);
}
