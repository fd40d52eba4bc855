import { PROBLEM_MEDIA_TYPE, type ProblemCode, PROBLEMS } from "@idos/protocol";
import type { z } from "zod";
import type { EndpointDescription } from "../endpoint.ts";
import { REQUEST_ID_HEADER } from "../request-id.ts";
import { DECIDED_AT_HEADER } from "../response-headers.ts";
import { COMPONENT_PREFIX, type JsonSchema, jsonSchemaOf } from "./json-schemas.ts";

/** An Operation Object of OpenAPI 3.1. */
export function operationOf(endpoint: EndpointDescription) {
  const { summary, access, body } = endpoint;
  const parameters = [
    ...parametersIn("path", endpoint.params),
    ...parametersIn("query", endpoint.query),
    { $ref: "#/components/parameters/RequestId" },
  ];
  return {
    operationId: operationId(endpoint),
    tags: [tagOf(endpoint)],
    summary,
    security: access === "open" ? [] : [{ [access]: [] }],
    parameters,
    ...(body !== null && { requestBody: { required: true, content: contentOf(body) } }),
    responses: { ...success(endpoint.answer), ...refusals(endpoint.refusals) },
  };
}

/** The part of the API that a route belongs to: the path's first segment after the version. */
export function tagOf({ path }: Pick<EndpointDescription, "path">): string {
  return path.split("/")[2] ?? "";
}

function operationId({ method, path }: EndpointDescription): string {
  const words = path.split(/[/-]/).slice(2);
  const capitalized = words.map((word) => {
    const [mark, name] = word.startsWith(":") ? ["By", word.slice(1)] : ["", word];
    return mark + name.charAt(0).toUpperCase() + name.slice(1);
  });
  return method.toLowerCase() + capitalized.join("");
}

export function parametersIn(place: "path" | "query", schema: z.ZodType) {
  const { properties = {}, required = [] } = jsonSchemaOf(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function contentOf({ mediaType, schema }: { mediaType: string; schema: z.ZodType | null }) {
  // Bytes have no schema (OpenAPI 3.1, section 4.8.14.2).
  return { [mediaType]: schema === null ? {} : { schema: jsonSchemaOf(schema) } };
}

function success({ status, content }: EndpointDescription["answer"]) {
  const decided = content !== null && content.schema === null;
  const headers = {
    [REQUEST_ID_HEADER]: { $ref: "#/components/headers/RequestId" },
    ...(decided && { [DECIDED_AT_HEADER]: { $ref: "#/components/headers/DecidedAt" } }),
  };
  const description = status === 204 ? "Done" : "Success";
  return { [status]: { description, headers, ...(content !== null && { content: contentOf(content) }) } };
}

/** By status, since that is how OpenAPI tells answers apart; the codes say more. */
function refusals(codes: EndpointDescription["refusals"]) {
  const byStatus = Map.groupBy([...codes].toSorted(), (code) => PROBLEMS[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: of.map((code) => `${code}: ${PROBLEMS[code][1]}`).join(". "),
        headers: refusalHeaders(status),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: problemWith(of) } },
      },
    ]),
  );
}

function refusalHeaders(status: number) {
  const later = status === 503 || status === 429;
  return {
    [REQUEST_ID_HEADER]: { $ref: "#/components/headers/RequestId" },
    ...(later && { "retry-after": { $ref: "#/components/headers/RetryAfter" } }),
  };
}

function problemWith(codes: readonly ProblemCode[]): JsonSchema {
  return { $ref: `${COMPONENT_PREFIX}Problem`, properties: { code: { enum: [...codes] } } };
}
