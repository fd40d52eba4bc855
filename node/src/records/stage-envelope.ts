import { type Bytes32, parseEnvelope, ProblemError, sha256 } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";

/** Keeps an uploaded envelope for the record write that will name it. */
export async function stageEnvelope(
  { store, nowSeconds }: Parts,
  principal: Principal,
  hash: Bytes32,
  bytes: Uint8Array,
): Promise<void> {
  requireAllowed(authorize(principal, "write", { kind: "staging" }, null, nowSeconds()));
  const actual = sha256(bytes);
  if (actual !== hash)
    throw new ProblemError("ENVELOPE_MISMATCH", "The bytes have another SHA-256.", {
      expected: hash,
      actual,
    });
  const envelope = parseEnvelope(bytes);
  if ("fault" in envelope)
    throw new ProblemError("ENVELOPE_MALFORMED", "The bytes are not an envelope.", { fault: envelope.fault });
  const staged = { hash, uploader: principal.account, bytes, nowSeconds: nowSeconds() };
  if ((await store.records.stageEnvelope(staged)) === "limit-reached")
    throw new ProblemError("LIMIT_REACHED", "Write the records of what was uploaded before uploading more.");
}
