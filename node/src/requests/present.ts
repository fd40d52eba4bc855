import type { accessRequestPageSchema, accessRequestSchema } from "@idos/protocol";
import type { z } from "zod";
import type { Page } from "../storage/records.ts";
import type { StoredRequest } from "../storage/requests.ts";
import { stateOf } from "./request-state.ts";

export function presentRequest(
  request: StoredRequest,
  nowSeconds: number,
): z.input<typeof accessRequestSchema> {
  const { document, delegation, createdAtSeconds, closing } = request;
  return {
    document,
    delegation,
    state: stateOf(request, nowSeconds),
    share: closing?.share ?? null,
    createdAt: createdAtSeconds,
    closedAt: closing?.atSeconds ?? null,
  };
}

export function presentRequestPage(
  { items, next }: Page<StoredRequest>,
  nowSeconds: number,
): z.input<typeof accessRequestPageSchema> {
  return { requests: items.map((request) => presentRequest(request, nowSeconds)), next };
}
