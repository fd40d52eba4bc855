import type { ProblemCode, ProblemValues } from "@idos/protocol";
import { CONTRACT_REFUSALS, type ContractCode, isContractCode } from "./contract-refusals.ts";
import { PROBLEM_REMEDIES } from "./problem-remedies.ts";
import { SDK_CODES, type SdkCode } from "./sdk-codes.ts";

/** A node's refusal, the contract's, or what the SDK finds itself. */
export type IdosErrorCode = ProblemCode | ContractCode | SdkCode;

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
    if (isContractCode(this.code)) return CONTRACT_REFUSALS[this.code].remedy;
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

/** Whether the contract refused: nothing has changed on chain. */
export function isContractRefusal(error: unknown): error is IdosError {
  return error instanceof IdosError && isContractCode(error.code);
}

export function keysLocked(): IdosError {
  return new IdosError("KEYS_LOCKED", "The idOS keys are locked");
}

/** One constant error: a decryption that says why it failed helps only who tampers. */
export function decryptionFailed(): IdosError {
  return new IdosError("DECRYPTION_FAILED", "The content could not be decrypted");
}
