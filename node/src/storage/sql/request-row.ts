import { addressSchema, type Bytes32, bytes32Schema } from "@idos/protocol";
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from "kysely";
import { z } from "zod";
import type { RequestFilter, StoredRequest } from "../requests.ts";
import { int8Column } from "./columns.ts";
import type { Tables } from "./tables.ts";

const rowSchema = z.object({
  request_id: bytes32Schema,
  owner_id: bytes32Schema,
  requester: addressSchema,
  chain_id: int8Column,
  expires_at: int8Column,
  document: z.string(),
  message: z.string(),
  signature: z.string(),
  created_at: int8Column,
  closing: z.enum(["granted", "denied", "cancelled"]).nullable(),
  share_id: bytes32Schema.nullable(),
  closed_at: int8Column.nullable(),
});

export function toStoredRequest(value: unknown): StoredRequest {
  const row = rowSchema.parse(value);
  const { closing, closed_at, share_id, message, signature } = row;
  return {
    request: row.request_id,
    ownerId: row.owner_id,
    requester: row.requester,
    chainId: row.chain_id,
    expiresAtSeconds: row.expires_at,
    document: row.document,
    delegation: { message, signature },
    createdAtSeconds: row.created_at,
    closing:
      closing === null || closed_at === null
        ? null
        : { state: closing, share: share_id, atSeconds: closed_at },
  };
}

export const requestIdOf = ({ request }: StoredRequest): Bytes32 => request;

type Where = ExpressionBuilder<Tables, "access_requests">;

export function isPending(
  row: Where,
  nowSeconds: number,
): ExpressionWrapper<Tables, "access_requests", SqlBool> {
  return row.and([row("closing", "is", null), row("expires_at", ">", nowSeconds)]);
}

export function isIn(
  row: Where,
  { state, nowSeconds }: RequestFilter,
): ExpressionWrapper<Tables, "access_requests", SqlBool> {
  switch (state) {
    case undefined:
      return row.and([]);
    case "pending":
      return isPending(row, nowSeconds);
    case "expired":
      return row.and([row("closing", "is", null), row("expires_at", "<=", nowSeconds)]);
    case "granted":
    case "denied":
    case "cancelled":
      return row("closing", "=", state);
  }
}
