import {
  accessRequestPageSchema,
  accessRequestSchema,
  bytes32Schema,
  createAccessRequestSchema,
  grantAccessRequestSchema,
  listAccessRequestsQuerySchema,
  PATHS,
} from "@idos/protocol";
import { z } from "zod";
import { cancelRequest, denyRequest, grantRequest } from "../../requests/close-request.ts";
import { createRequest } from "../../requests/create-request.ts";
import { findRequest } from "../../requests/find-request.ts";
import { listRequests } from "../../requests/list-requests.ts";
import { presentRequest, presentRequestPage } from "../../requests/present.ts";
import { json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields, unaddressed } from "../no-fields.ts";

const byRequest = { params: z.strictObject({ request: bytes32Schema }), query: noFields } as const;

const create = signedIn(
  {
    method: "POST",
    path: PATHS.requests,
    summary: "Asks an owner for access",
    ...unaddressed,
    body: jsonBody(createAccessRequestSchema),
    answer: json(201, accessRequestSchema),
    refusals: ["SCOPE_MISSING", "REQUEST_INVALID", "USER_NOT_FOUND", "REQUEST_TAKEN", "LIMIT_REACHED"],
  },
  async (parts, principal, { body }) =>
    presentRequest(await createRequest(parts, principal, body.document), parts.nowSeconds()),
);

const list = signedIn(
  {
    method: "GET",
    path: PATHS.requests,
    summary: "The access requests to the caller, or those by her account",
    params: noFields,
    query: listAccessRequestsQuerySchema,
    body: noBody,
    answer: json(200, accessRequestPageSchema),
    refusals: ["SCOPE_MISSING", "NO_USER"],
  },
  async (parts, principal, { query }) =>
    presentRequestPage(await listRequests(parts, principal, query), parts.nowSeconds()),
);

const read = signedIn(
  {
    ...byRequest,
    method: "GET",
    path: PATHS.request(":request"),
    summary: "An access request, for its owner and for its requester",
    body: noBody,
    answer: json(200, accessRequestSchema),
    refusals: ["SCOPE_MISSING", "REQUEST_NOT_FOUND"],
  },
  async (parts, principal, { params }) =>
    presentRequest(await findRequest(parts, principal, "read", params.request), parts.nowSeconds()),
);

/** Of what ends a pending request. */
const CLOSING = ["SCOPE_MISSING", "REQUEST_NOT_FOUND", "REQUEST_CLOSED"] as const;
const close = { ...byRequest, method: "POST", answer: noContent } as const;

const grant = signedIn(
  {
    ...close,
    path: PATHS.requestAnswer(":request", "grant"),
    summary: "Names the share that answers the request. It gives no access: the grant on chain does",
    body: jsonBody(grantAccessRequestSchema),
    refusals: [...CLOSING, "SHARE_NOT_FOUND", "REQUEST_INVALID"],
  },
  (parts, principal, { params, body }) => grantRequest(parts, principal, params.request, body.share),
);

const deny = signedIn(
  {
    ...close,
    path: PATHS.requestAnswer(":request", "deny"),
    summary: "The owner denies the request",
    body: noBody,
    refusals: CLOSING,
  },
  (parts, principal, { params }) => denyRequest(parts, principal, params.request),
);

const cancel = signedIn(
  {
    ...close,
    path: PATHS.requestAnswer(":request", "cancel"),
    summary: "The requester takes the request back",
    body: noBody,
    refusals: CLOSING,
  },
  (parts, principal, { params }) => cancelRequest(parts, principal, params.request),
);

export const requestRoutes: readonly Endpoint[] = [create, list, read, grant, deny, cancel];
