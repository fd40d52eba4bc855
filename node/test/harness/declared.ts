import { MEDIA_TYPES, PROBLEM_MEDIA_TYPE, problemSchema } from "@idos/protocol";
import type { EndpointDescription } from "../../src/http/endpoint.ts";
import { ENDPOINTS } from "../../src/http/endpoints.ts";

/** A request with what was answered to it. */
interface Exchanged {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  readonly outcome: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly json: unknown;
}

/** What no route answers. */
const UNROUTED = new Set(["ROUTE_NOT_FOUND", "METHOD_NOT_ALLOWED"]);

/** Fails the test when the answer is none that the request's route declares: another status, code, field or type. */
export function requireDeclared(exchanged: Exchanged): void {
  const { method, path, outcome } = exchanged;
  const fault = exchanged.status < 400 ? undeclaredSuccess(exchanged) : undeclaredRefusal(exchanged);
  if (fault !== undefined) throw new Error(`${method} ${path} was answered ${outcome}, undeclared: ${fault}`);
}

function routeOf({ method, path }: Exchanged): EndpointDescription | undefined {
  const [pathname = ""] = path.split("?");
  return ENDPOINTS.map(({ description }) => description).find(
    (route) => route.method === method && patternOf(route.path).test(pathname),
  );
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`);
}

function undeclaredRefusal(exchanged: Exchanged): string | undefined {
  if (exchanged.headers.get("content-type") !== PROBLEM_MEDIA_TYPE) return "that is no problem";
  const { code } = problemSchema.parse(exchanged.json);
  const declared = routeOf(exchanged)?.refusals ?? UNROUTED;
  return declared.has(code) ? undefined : "that is not among the route's refusals";
}

function undeclaredSuccess(exchanged: Exchanged): string | undefined {
  const route = routeOf(exchanged);
  if (route === undefined) return "there is no such route";
  const { status, content } = route.answer;
  if (exchanged.status !== status) return `it is to be ${status}`;
  if (content === null) return exchanged.bytes.length > 0 ? "it has content" : undefined;
  if (exchanged.headers.get("content-type") !== content.mediaType) return `it is not ${content.mediaType}`;
  return valuesOf(exchanged, content.mediaType)
    .map((value) => content.schema?.safeParse(value).error?.message)
    .find((fault) => fault !== undefined);
}

/** What the schema describes: the JSON, or that of each line or event. */
function valuesOf({ bytes, json }: Exchanged, mediaType: string): unknown[] {
  const text = new TextDecoder().decode(bytes);
  if (mediaType === MEDIA_TYPES.jsonLines) return parsedLines(text, "");
  // Of a stream that was left, the last event may be cut.
  if (mediaType === MEDIA_TYPES.eventStream)
    return parsedLines(text.slice(0, text.lastIndexOf("\n\n")), "data: ");
  return [json];
}

function parsedLines(text: string, prefix: string): unknown[] {
  const lines = text.split("\n").filter((line) => line !== "" && line.startsWith(prefix));
  return lines.map((line): unknown => JSON.parse(line.slice(prefix.length)));
}
