import { CREDENTIAL_CHECKS } from "../credentials/credential-checks.ts";
import { type IdosError, isIdosError } from "../errors/idos-error.ts";
import type { ReadCredential } from "./read-credential.ts";

/** All that is checked before a shared credential's claims are believed, in this order. */
export const READ_CHECKS = [
  /** The share is its owner's, and granted to the reader now. */
  "grant",
  /** The record's header is signed by who may write for her, and is no older than one seen. */
  "header",
  /** Envelope and key are the header's and open. */
  "unwrap",
  ...CREDENTIAL_CHECKS,
] as const;

export type ReadCheck = (typeof READ_CHECKS)[number];

/** What became of every check. After one that failed, none is made. */
export interface CredentialReport {
  readonly checks: readonly {
    readonly check: ReadCheck;
    readonly outcome: "passed" | "failed" | "not-reached";
  }[];
  /** Null where a check failed. */
  readonly credential: ReadCredential | null;
  /** Why the check failed; null where none did. */
  readonly error: IdosError | null;
}

/** The outcome of reading, check by check. Throws what says nothing of the credential, such as NODE_UNREACHABLE. */
export async function reportOn(read: Promise<ReadCredential>): Promise<CredentialReport> {
  try {
    return { checks: outcomes(undefined), credential: await read, error: null };
  } catch (error) {
    const failed = isIdosError(error) ? checkFailedBy(error) : undefined;
    if (failed === undefined || !isIdosError(error)) throw error;
    return { checks: outcomes(failed), credential: null, error };
  }
}

function outcomes(failed: ReadCheck | undefined): CredentialReport["checks"] {
  const end = failed === undefined ? READ_CHECKS.length : READ_CHECKS.indexOf(failed);
  return READ_CHECKS.map((check, position) => {
    if (position === end) return { check, outcome: "failed" };
    return { check, outcome: position < end ? "passed" : "not-reached" };
  });
}

function checkFailedBy(error: IdosError): ReadCheck | undefined {
  const named = error.values["check"];
  switch (error.code) {
    case "CREDENTIAL_INVALID":
    case "STATUS_UNKNOWN":
      return CREDENTIAL_CHECKS.find((check) => check === named);
    case "CONTENT_MALFORMED":
      return "form";
    case "DECRYPTION_FAILED":
      return "unwrap";
    case "RECORD_DELETED":
      return "header";
    case "NODE_LIED":
      return checkOfLie(String(named));
    case "ACCESS_NOT_GRANTED":
    case "GRANT_UNCONFIRMED":
    case "INDEX_STALE":
    case "AT_LEAST_TIMEOUT":
    case "SHARE_OF_ANOTHER":
      return "grant";
    default:
      return undefined;
  }
}

function checkOfLie(lie: string): ReadCheck {
  if (lie.startsWith("header-")) return "header";
  return lie.startsWith("envelope-") ? "unwrap" : "grant";
}
