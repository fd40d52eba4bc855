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
  const mediaType = response.headers.get("content-type");
  const bytes = await (mediaType === MEDIA_TYPES.eventStream ? beginning(response) : whole(response));
  const isJson = mediaType === MEDIA_TYPES.json || mediaType === PROBLEM_MEDIA_TYPE;
  const json: unknown = isJson ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
  const code = response.ok ? "" : ` ${problemCode(response, json)}`;
  const { status, headers: answered } = response;
  const answer = { status, outcome: `${status}${code}`, headers: answered, bytes, json };
  requireDeclared({ ...sent, ...answer });
  return answer;
}

async function whole(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** An event stream does not end by itself. */
async function beginning({ body }: Response): Promise<Uint8Array> {
  const reader = body?.getReader();
  const chunk = await reader?.read();
  await reader?.cancel();
  return chunk?.value ?? new Uint8Array();
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
