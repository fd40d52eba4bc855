import { type accessLogPageSchema, pageQuerySchema, PATHS } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import { listReceipts } from "../../receipts/list-receipts.ts";
import { noBody } from "../body-kinds.ts";
import { type Endpoint, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";

export function accessLogRoutes(parts: Parts): readonly Endpoint[] {
  const list = { method: "GET", path: PATHS.accessLog, params: noFields, query: pageQuerySchema } as const;
  return [
    signedIn(parts, { ...list, body: noBody }, async ({ query }, principal) => {
      const { items, next } = await listReceipts(parts, principal, query);
      const json: z.input<typeof accessLogPageSchema> = { receipts: [...items], next };
      return { status: 200, json };
    }),
  ];
}
