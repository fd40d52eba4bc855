import { type Problem, type ProblemError, PROBLEMS, problemType } from "@idos/protocol";

/** What an error answer says (RFC 9457). */
export function problemBody({ code, status, message, values }: ProblemError, requestId: string): Problem {
  return {
    type: problemType(code),
    title: PROBLEMS[code][1],
    status,
    code,
    detail: message,
    values,
    requestId,
  };
}
