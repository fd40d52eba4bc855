import * as fc from "fast-check";
import type { EndpointDescription } from "../../../src/http/endpoint.ts";
import { DESCRIPTIONS } from "../../../src/http/endpoints.ts";
import { jsonSchemaOf } from "../../../src/http/openapi/json-schemas.ts";
import { parametersIn } from "../../../src/http/openapi/operation.ts";
import type { Sent } from "../../harness/exchange.ts";
import { hostile, type Known, mutated, valuesOf } from "./values.ts";

export const CALLERS = ["nobody", "owner", "another", "stranger", "forger"] as const;

/** What is longer has a test of its own, and so has what its proof then takes of the headers. */
const QUERY_CHARACTERS_MAX = 1_500;

export interface FuzzedRequest {
  readonly route: EndpointDescription;
  readonly sent: Sent;
  /** Who sends it: without a proof, with an own session, without an entry, or with a proof of something else. */
  readonly caller: (typeof CALLERS)[number];
}

/** Requests to the documented routes, as documented, nearly so, or not at all. */
export function requests(known: Known): fc.Arbitrary<FuzzedRequest> {
  return fc.oneof(...DESCRIPTIONS.map((route) => requestsTo(route, known)));
}

function requestsTo(route: EndpointDescription, known: Known): fc.Arbitrary<FuzzedRequest> {
  return fc
    .record({
      caller: fc.constantFrom(...CALLERS),
      path: paths(route, known),
      query: queries(route, known),
      content: contents(route, known),
    })
    .map(({ caller, path, query, content }) => {
      const { method } = route;
      return { route, caller, sent: { method, path: path + query, ...(method === "GET" ? {} : content) } };
    });
}

/** Of dots alone a client makes another path. */
const segment = (value: unknown): string =>
  encodeURIComponent((typeof value === "string" ? value : JSON.stringify(value)).toWellFormed()).replace(
    /^\.+$/,
    "%20",
  );

function paths({ path, params }: EndpointDescription, known: Known): fc.Arbitrary<string> {
  const drawn = parametersIn("path", params).map(({ name, schema }) =>
    often(valuesOf(schema, known), hostile).map((value) => [name, segment(value)] as const),
  );
  return fc
    .tuple(...drawn)
    .map((pairs) => pairs.reduce((text, [name, value]) => text.replace(`:${name}`, () => value), path));
}

function queries({ query }: EndpointDescription, known: Known): fc.Arbitrary<string> {
  const valid = valuesOf(jsonSchemaOf(query), known);
  return often(valid, mutated(valid)).map((value) => {
    const pairs = Object.entries(typeof value === "object" && value !== null ? value : {}).map(
      ([name, part]) => `${segment(name)}=${segment(part)}`,
    );
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`.slice(0, QUERY_CHARACTERS_MAX);
  });
}

type Content = Pick<Sent, "body" | "type">;

function contents({ body }: EndpointDescription, known: Known): fc.Arbitrary<Content> {
  const junk: fc.Arbitrary<Content> = fc.record({
    body: fc.uint8Array({ minLength: 1, maxLength: 400 }),
    type: fc.constantFrom(
      "application/json",
      "application/octet-stream",
      "text/plain",
      "multipart/form-data",
    ),
  });
  if (body === null) return often(fc.constant({}), junk);
  if (body.schema === null) return junk;
  const valid = valuesOf(jsonSchemaOf(body.schema), known);
  const type = "application/json";
  const encode = (value: unknown): Content => ({ body: Buffer.from(JSON.stringify(value)), type });
  return fc.oneof(
    { weight: 3, arbitrary: valid.map(encode) },
    { weight: 6, arbitrary: mutated(valid).map(encode) },
    junk,
  );
}

function often<Value>(usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: other });
}
