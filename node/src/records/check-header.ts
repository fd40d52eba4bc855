import { type Bytes32, ProblemError, type RecordHeader, TIMES, verifyHeader } from "@idos/protocol";
import type { Principal } from "../access/principal.ts";

/**
 * The signed header of a version that the caller writes now: hers, by this very session, for this record.
 * Throws HEADER_INVALID. Whether she may write for its owner is another question.
 */
export async function checkHeader(
  jws: string,
  expected: { principal: Principal; record: Bytes32; deleted: boolean; nowSeconds: number },
): Promise<RecordHeader> {
  const verified = await verifyHeader(jws);
  if (verified === undefined) throw invalid("It is not a header signed by the key that it names.");
  const { header, sessionKey } = verified;
  const { principal, record, deleted, nowSeconds } = expected;
  if (sessionKey !== principal.sessionKey) throw invalid("Another session's key signed it.");
  if (header.author !== principal.account) throw invalid("Its author is not the caller.");
  if (header.record !== record) throw invalid("It is for another record.");
  if (header.deleted !== deleted)
    throw invalid(deleted ? "It does not delete the record." : "It deletes the record.");
  const ageSeconds = nowSeconds - header.iat;
  if (ageSeconds > TIMES.proofAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw invalid("Its iat is too far from this node's clock.");
  return header;
}

export function invalid(detail: string): ProblemError {
  return new ProblemError("HEADER_INVALID", detail);
}
