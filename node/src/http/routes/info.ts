import { type indexStatusSchema, type nodeInfoSchema, PATHS } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import { noBody } from "../body-kinds.ts";
import { type Endpoint, open } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";

/** What anyone may know of a node. */
export function infoRoutes({ node, index }: Parts): readonly Endpoint[] {
  const { origin, chainId, contract, confirmations, staleAfterSeconds } = node;
  const info: z.input<typeof nodeInfoSchema> = {
    origin,
    chainId,
    contract,
    confirmations,
    staleAfterSeconds,
  };
  const shape = { method: "GET", params: noFields, query: noFields, body: noBody } as const;
  return [
    open({ ...shape, path: PATHS.info }, () => Promise.resolve({ status: 200, json: info })),
    open({ ...shape, path: PATHS.status }, async () => {
      const status = await index.status();
      const json: z.input<typeof indexStatusSchema> = { ...status, seq: status.seq.toString() };
      return { status: 200, json };
    }),
  ];
}
