import type { ProblemValues } from "@idos/protocol";
import { IdosError, isIdosError } from "../errors/idos-error.ts";

/** What is checked of a credential itself, in this order. */
export const CREDENTIAL_CHECKS = [
  /** An SD-JWT VC within the limits. */
  "form",
  /** By an issuer that is pinned. */
  "issuer",
  /** Signed by one of the issuer's pinned keys. */
  "signature",
  /** Each disclosure is one that the issuer signed. */
  "disclosures",
  /** Of an accepted type. */
  "type",
  /** Within its times. */
  "expiry",
  /** Not taken back by its issuer. */
  "status",
  /** Issued to the owner's published key. */
  "holder",
  /** Presented with that key, to this reader, in this share. */
  "key-binding",
  /** The claims that were asked for are among those shown. */
  "claims",
] as const;

/** A check of a credential itself. */
export type CredentialCheck = (typeof CREDENTIAL_CHECKS)[number];

export function credentialInvalid(
  check: CredentialCheck,
  values: ProblemValues = {},
  cause?: unknown,
): IdosError {
  return new IdosError("CREDENTIAL_INVALID", "The credential does not hold", { check, ...values }, { cause });
}

/** What `attempt` returns; whatever it throws means that the check failed. */
export async function orInvalid<Result>(
  check: CredentialCheck,
  attempt: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await attempt();
  } catch (cause) {
    if (isIdosError(cause)) throw cause;
    throw credentialInvalid(check, {}, cause);
  }
}
