import type { ProblemCode, ProblemValues } from "@idos/protocol";
import { PROBLEM_REMEDIES } from "./problem-remedies.ts";
import { SDK_CODES, type SdkCode } from "./sdk-codes.ts";

export type IdosErrorCode = ProblemCode | SdkCode;

/**
 * Every failure of this SDK. `code` is stable and closed: branch on it. `values` hold what offended, never a
 * secret. `remedy` says in one sentence what to do. `requestId` is present where a node refused.
 */
export class IdosError extends Error {
  override readonly name = "IdosError";
  readonly code: IdosErrorCode;
  readonly values: ProblemValues;
  readonly requestId: string | undefined;

  constructor(
    code: IdosErrorCode,
    message: string,
    values: ProblemValues = {},
    from: { cause?: unknown; requestId?: string } = {},
  ) {
    super(message, { cause: from.cause });
    this.code = code;
    this.values = values;
    this.requestId = from.requestId;
  }

  get remedy(): string {
    return isSdkCode(this.code) ? SDK_CODES[this.code] : PROBLEM_REMEDIES[this.code];
  }
}

function isSdkCode(code: IdosErrorCode): code is SdkCode {
  return Object.hasOwn(SDK_CODES, code);
}

/** Narrows what a `catch` got: `if (isIdosError(error, "VERSION_CONFLICT")) ...`. */
export function isIdosError(error: unknown, ...codes: readonly IdosErrorCode[]): error is IdosError {
  return error instanceof IdosError && (codes.length === 0 || codes.includes(error.code));
}

/** One constant error: a decryption that says why it failed helps only who tampers. */
export function decryptionFailed(): IdosError {
  return new IdosError("DECRYPTION_FAILED", "The content could not be decrypted");
}
