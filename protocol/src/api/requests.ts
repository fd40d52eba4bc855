import * as z from "zod";
import { accessRequestJwsSchema } from "../access-request.ts";
import { bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { delegationSchema } from "../typed-data/signed.ts";
import { cursorSchema, pageQuerySchema } from "./records.ts";

/** POST /v1/requests: the request as its requester signed it with the calling session's key. */
export const createAccessRequestSchema = z.strictObject({ document: accessRequestJwsSchema });

/** POST /v1/requests/:request/grant names the public share to the requester that answers it. */
export const grantAccessRequestSchema = z.strictObject({ share: bytes32Schema });

/** Every state but the first is final. */
export const REQUEST_STATES = ["pending", "granted", "denied", "cancelled", "expired"] as const;
export const requestStateSchema = z.enum(REQUEST_STATES);
/** What became of a request. */
export type RequestState = z.infer<typeof requestStateSchema>;

/** A request as owner and requester see it. Readers verify the document with its delegation. */
export const accessRequestSchema = z.strictObject({
  document: accessRequestJwsSchema,
  delegation: delegationSchema,
  state: requestStateSchema,
  /** The share that answers it; null unless granted. */
  share: bytes32Schema.nullable(),
  createdAt: unixSecondsSchema,
  /** When it was granted, denied or cancelled; else null. */
  closedAt: unixSecondsSchema.nullable(),
});
/** What a dApp asks a visitor for: records by type, for whom, why and how long. */
export type AccessRequest = z.infer<typeof accessRequestSchema>;

/** GET /v1/requests: as=owner those to the caller's user, as=requester those by the caller's account. */
export const listAccessRequestsQuerySchema = pageQuerySchema.extend({
  as: z.enum(["owner", "requester"]),
  state: requestStateSchema.optional(),
});
export type ListAccessRequestsQuery = z.output<typeof listAccessRequestsQuerySchema>;

export const accessRequestPageSchema = z.strictObject({
  requests: z.array(accessRequestSchema),
  next: cursorSchema.nullable(),
});
export type AccessRequestPage = z.infer<typeof accessRequestPageSchema>;
