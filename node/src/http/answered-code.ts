import type { IncomingMessage } from "node:http";
import type { ProblemCode } from "@idos/protocol";

const codes = new WeakMap<IncomingMessage, ProblemCode>();

export function noteCode(request: IncomingMessage, code: ProblemCode): void {
  codes.set(request, code);
}

/** The code of the problem that a request was answered with, for the metrics; undefined where there was none. */
export function answeredCode(request: IncomingMessage): ProblemCode | undefined {
  return codes.get(request);
}
