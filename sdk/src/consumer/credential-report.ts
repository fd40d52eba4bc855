import { CREDENTIAL_CHECKS } from "../credentials/credential-checks.ts";
import { type IdosError, type IdosErrorCode, isIdosError } from "../errors/idos-error.ts";
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

/** A check on the way to a shared credential's claims. */
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

/** Errors that are of one check, whatever they say besides. */
const CHECK_OF_CODE: Partial<Readonly<Record<IdosErrorCode, ReadCheck>>> = {
  ACCESS_NOT_GRANTED: "grant",
  GRANT_UNCONFIRMED: "grant",
  INDEX_STALE: "grant",
  AT_LEAST_TIMEOUT: "grant",
  SHARE_OF_ANOTHER: "grant",
  RECORD_DELETED: "header",
  DECRYPTION_FAILED: "unwrap",
  CONTENT_MALFORMED: "form",
};

function checkFailedBy({ code, values }: IdosError): ReadCheck | undefined {
  if (code === "NODE_LIED") return checkOfLie(String(values["check"]));
  if (code === "CREDENTIAL_INVALID" || code === "STATUS_UNKNOWN")
    return CREDENTIAL_CHECKS.find((check) => check === values["check"]);
  return CHECK_OF_CODE[code];
}

function checkOfLie(lie: string): ReadCheck {
  if (lie.startsWith("header-")) return "header";
  return lie.startsWith("envelope-") ? "unwrap" : "grant";
}
