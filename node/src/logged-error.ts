import { hideAccounts } from "./hide-accounts.ts";
import { printable } from "./printable.ts";

/** What the log says of a failure. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const CAUSES_MAX = 4;

const inLog = (text: string): string => printable(hideAccounts(text));

/**
 * The named parts of an error and no other: databases and Redis clients add the query, its parameters, the row or the
 * command, and in those stand accounts that were looked up.
 */
export function loggedError(error: unknown, causesMax = CAUSES_MAX): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: inLog(String(error)) };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message: inLog(message),
    ...("code" in error && typeof error.code === "string" && { code: error.code }),
    ...(stack !== undefined && { stack: inLog(stack) }),
    ...(cause !== undefined && causesMax > 0 && { cause: loggedError(cause, causesMax - 1) }),
  };
}
