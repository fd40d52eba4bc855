import { PROOF_SCHEME } from "@idos/protocol";
import type { EndpointDescription } from "../endpoint.ts";
import { REQUEST_ID_FORM } from "../request-id.ts";
import { COMPONENT_PREFIX, namedJsonSchemas } from "./json-schemas.ts";
import { operationOf } from "./operation.ts";

/** `/v1/` of every path. A field more in an answer, a route more or a code more does not change it. */
const API_VERSION = "1";

/** An OpenAPI 3.1 document, as JSON text, of what the routes parse and declare. */
export function openApiText(endpoints: readonly EndpointDescription[]): string {
  const document = {
    openapi: "3.1.0",
    info: {
      title: "idOS node",
      version: API_VERSION,
      summary: "A node keeps what it cannot read, and serves it to whom the owner granted it on chain.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths: pathsOf(endpoints),
    components: {
      schemas: namedJsonSchemas(),
      parameters: { RequestId: requestIdParameter },
      headers,
      securitySchemes,
    },
  };
  // Where a schema stands decides what its references begin with; every one of them is in the components.
  return JSON.stringify(document).replaceAll('"#/$defs/', `"${COMPONENT_PREFIX}`);
}

function pathsOf(endpoints: readonly EndpointDescription[]) {
  const byPath = Map.groupBy(endpoints, ({ path }) => path.replaceAll(/:(\w+)/g, "{$1}"));
  return Object.fromEntries(
    [...byPath].map(([path, there]) => [
      path,
      Object.fromEntries(there.map((endpoint) => [endpoint.method.toLowerCase(), operationOf(endpoint)])),
    ]),
  );
}

const requestIdSchema = { type: "string", pattern: REQUEST_ID_FORM.source };

const requestIdParameter = {
  name: "x-request-id",
  in: "header",
  description:
    "Names the request in the answer and in the operator's log; the node draws one where none is given.",
  schema: requestIdSchema,
};

const headers = {
  RequestId: { description: "The request's name", schema: { type: "string" } },
  DecidedAt: {
    description: "For a grantee: chain id, contract, block number and block hash at which access was decided",
    schema: { type: "string" },
  },
  RetryAfter: { description: "Seconds to wait", schema: { type: "string", pattern: "^[0-9]+$" } },
};

/** A proof is for one request and of a key, so it is neither a password nor a bearer token. */
const proof = {
  type: "http",
  scheme: PROOF_SCHEME,
};

const securitySchemes = {
  "key-proven": {
    ...proof,
    description: "A proof of this request by a session key, whether or not it has a session here.",
  },
  "signed-in": { ...proof, description: "A proof of this request by the key of a session at this node." },
};
