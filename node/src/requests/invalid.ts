import { ProblemError, type ProblemValues } from "@idos/protocol";

export function invalid(detail: string, values?: ProblemValues): ProblemError {
  return new ProblemError("REQUEST_INVALID", detail, values);
}
