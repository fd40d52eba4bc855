import { accessLogPageSchema, pageQuerySchema, PATHS } from "@idos/protocol";
import { listReceipts } from "../../receipts/list-receipts.ts";
import { json } from "../answer-kinds.ts";
import { noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { OWN_USER } from "../refusal-lists.ts";

const list = signedIn(
  {
    method: "GET",
    path: PATHS.accessLog,
    summary: "The node's signed receipts of who read what of the caller's, newest first",
    params: noFields,
    query: pageQuerySchema,
    body: noBody,
    answer: json(200, accessLogPageSchema),
    refusals: OWN_USER,
  },
  async (parts, principal, { query }) => {
    const { items, next } = await listReceipts(parts, principal, query);
    return { receipts: [...items], next };
  },
);

export const accessLogRoutes: readonly Endpoint[] = [list];
