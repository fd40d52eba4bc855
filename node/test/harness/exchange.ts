import { MEDIA_TYPES, type Origin, PROBLEM_MEDIA_TYPE, problemSchema } from "@idos/protocol";
import { requireDeclared } from "./declared.ts";
import { rememberRequest } from "./secrets.ts";

export interface Sent {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** Path and query. */
  readonly path: string;
  readonly body?: Uint8Array;
  readonly type?: string;
}

export interface Answer {
  readonly status: number;
  /** `403 ACCESS_NOT_GRANTED`, or the status alone where all went well. */
  readonly outcome: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Undefined where the answer is not JSON. */
  readonly json: unknown;
}

export function jsonRequest(method: Sent["method"], path: string, json: unknown): Sent {
  return { method, path, body: new TextEncoder().encode(JSON.stringify(json)), type: MEDIA_TYPES.json };
}

export function get(path: string): Sent {
  return { method: "GET", path };
}

/** One HTTP exchange. Fails the test when the answer is none that the request's route declares. */
export async function exchange(
  origin: Origin,
  sent: Sent,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { method, path, body, type } = sent;
  rememberRequest(headers, body);
  const contentType = type === undefined ? {} : { "content-type": type };
  const response = await fetch(origin + path, {
    method,
    headers: { ...contentType, ...headers },
    body: body === undefined ? null : new Uint8Array(body),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const mediaType = response.headers.get("content-type");
  const isJson = mediaType === MEDIA_TYPES.json || mediaType === PROBLEM_MEDIA_TYPE;
  const json: unknown = isJson ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
  const code = response.ok ? "" : ` ${problemCode(response, json)}`;
  const { status, headers: answered } = response;
  const answer = { status, outcome: `${status}${code}`, headers: answered, bytes, json };
  requireDeclared({ ...sent, ...answer });
  return answer;
}

function problemCode(response: Response, json: unknown): string {
  const problem = problemSchema.parse(json);
  const fits =
    response.headers.get("content-type") === PROBLEM_MEDIA_TYPE &&
    problem.status === response.status &&
    problem.requestId === response.headers.get("x-request-id");
  if (!fits) throw new Error(`the problem does not fit its answer: ${JSON.stringify(problem)}`);
  return problem.code;
}
