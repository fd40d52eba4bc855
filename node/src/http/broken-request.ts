import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { PROBLEM_MEDIA_TYPE, type ProblemCode, ProblemError } from "@idos/protocol";
import { problemBody } from "./problem-body.ts";
import { REQUEST_ID_HEADER } from "./request-id.ts";

/** Of Node.js's parser and of its timeouts; every other one is a request that is not HTTP. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: "HEADERS_TOO_LARGE",
  ERR_HTTP_REQUEST_TIMEOUT: "REQUEST_TIMEOUT",
};

const DETAILS: Partial<Record<ProblemCode, string>> = {
  HEADERS_TOO_LARGE: "Send fewer or shorter headers.",
  REQUEST_TIMEOUT: "Send the request without pauses.",
};

/** Answers what never became a request, and closes: where the next one would begin is not known. */
export function answerBrokenRequest(error: Error, socket: Duplex): void {
  const reason = "code" in error && typeof error.code === "string" ? error.code : "";
  if (!socket.writable || reason === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const code = CODES[reason] ?? "MALFORMED_REQUEST";
  const problem = new ProblemError(code, DETAILS[code] ?? "It is not an HTTP/1.1 request.");
  const requestId = randomUUID();
  const body = JSON.stringify(problemBody(problem, requestId));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ""}`,
    "connection: close",
    "cache-control: no-store",
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
