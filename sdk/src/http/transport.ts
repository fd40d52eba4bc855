import {
  LIMITS,
  MEDIA_TYPES,
  type Origin,
  PROBLEM_MEDIA_TYPE,
  type ProofClaims,
  problemSchema,
} from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { proveRequest } from "../session/request-proof.ts";
import type { SessionKey } from "../session/session-key.ts";
import { readBounded } from "./read-bounded.ts";
import { whileUnreachable } from "./while-unreachable.ts";

/** One finished request, for whoever narrates or measures. `ms` is its duration in milliseconds. */
export interface RequestReport {
  readonly method: string;
  /** Path and query, without what of it is secret. */
  readonly path: string;
  /** HTTP status, or null where no answer came. */
  readonly status: number | null;
  readonly ms: number;
}

export interface TransportOptions {
  readonly node: Origin;
  readonly sessionKey: SessionKey;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly fetch: typeof fetch;
  /** Sent as the `Origin` header. A browser sets the true one itself and ignores this. */
  readonly pageOrigin: Origin | undefined;
  readonly onRequest: ((report: RequestReport) => void) | undefined;
  readonly timeoutMs: number;
  /** How long to try again while no answer comes, in milliseconds. */
  readonly unreachableMs: number;
}

type ProofOptions = Pick<TransportOptions, "node" | "sessionKey" | "clock" | "pageOrigin">;

type Query = Readonly<Record<string, string | number | undefined>>;

export interface NodeRequest {
  readonly method: ProofClaims["htm"];
  readonly path: string;
  readonly query?: Query;
  /** Parameters of the query that no report and no error shows. */
  readonly secretQuery?: Query;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  /** False for what a node answers to anyone. */
  readonly signed: boolean;
}

/** Sends one request and resolves with the body of a 2xx answer; every other outcome is an IdosError. */
export type Send = (request: NodeRequest) => Promise<Uint8Array>;

/** A page of 100 records with their longest headers and delegations stays below this. */
const ANSWER_BYTES_MAX = LIMITS.envelopeBytesMax;

export function createTransport(options: TransportOptions): Send {
  return async (request) => {
    const shown = request.path + queryString(request.query);
    const { response, body } = await whileUnreachable(options.unreachableMs, () =>
      exchange(options, request, shown),
    );
    if (response.ok) return body;
    throw refusal(response, body, shown);
  };
}

async function exchange(
  options: TransportOptions,
  request: NodeRequest,
  shown: string,
): Promise<{ response: Response; body: Uint8Array }> {
  const { clock, node } = options;
  const target = request.path + queryString({ ...request.query, ...request.secretQuery });
  const init = await requestInit(options, request, target, AbortSignal.timeout(options.timeoutMs));
  const startedAt = clock();
  const report = (status: number | null): void =>
    options.onRequest?.({ method: request.method, path: shown, status, ms: clock() - startedAt });
  try {
    const response = await options.fetch(node + target, init);
    const body = await readBounded(response, ANSWER_BYTES_MAX);
    report(response.status);
    if (body === undefined) throw malformedAnswer(shown, response.status, "too long");
    return { response, body };
  } catch (cause) {
    if (cause instanceof IdosError) throw cause;
    report(null);
    throw new IdosError("NODE_UNREACHABLE", "The node does not answer", { node, path: shown }, { cause });
  }
}

/** What `fetch` is given, with a proof made for this very request. */
export async function requestInit(
  options: ProofOptions,
  request: NodeRequest,
  target: string,
  signal: AbortSignal,
): Promise<RequestInit> {
  const json =
    request.json === undefined ? undefined : new TextEncoder().encode(JSON.stringify(request.json));
  const body = json ?? request.bytes;
  const headers = new Headers({ accept: `${MEDIA_TYPES.json}, ${MEDIA_TYPES.envelope}` });
  if (body !== undefined) headers.set("content-type", json ? MEDIA_TYPES.json : MEDIA_TYPES.envelope);
  if (options.pageOrigin !== undefined) headers.set("origin", options.pageOrigin);
  if (request.signed) {
    const { method } = request;
    const proven = { method, target, node: options.node, body: body ?? new Uint8Array() };
    const atSeconds = Math.floor(options.clock() / 1000);
    headers.set("authorization", await proveRequest(proven, options.sessionKey, atSeconds));
  }
  return {
    method: request.method,
    headers,
    body: body === undefined ? null : new Uint8Array(body),
    credentials: "omit",
    cache: "no-store",
    // A redirect would carry the person's requests to a host that nobody signed for.
    redirect: "error",
    signal,
  };
}

export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) parameters.set(name, String(value));
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}

/** The problem that a node answered with. */
export function refusal(response: Response, body: Uint8Array, path: string): IdosError {
  const type = response.headers.get("content-type")?.split(";")[0]?.trim();
  const problem = type === PROBLEM_MEDIA_TYPE ? problemSchema.safeParse(parseJson(body)).data : undefined;
  if (problem === undefined) return malformedAnswer(path, response.status, "not a problem");
  const { code, detail, values, requestId } = problem;
  return new IdosError(code, detail, values, { requestId });
}

export function malformedAnswer(path: string, status: number | null, fault: string): IdosError {
  const values = { path, status, fault };
  return new IdosError("NODE_ANSWER_MALFORMED", "The node's answer is not of the documented form", values);
}

/** The parsed JSON, or undefined where the bytes are not JSON in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
