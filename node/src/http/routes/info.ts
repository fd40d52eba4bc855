import { type nodeInfoSchema, type nodeStatusSchema, PATHS } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import { noBody } from "../body-kinds.ts";
import { type Endpoint, open } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";

/** What anyone may know of a node. */
export function infoRoutes({ node, indexes }: Parts): readonly Endpoint[] {
  const { origin, chains, staleAfterSeconds } = node;
  const info: z.input<typeof nodeInfoSchema> = { origin, chains: [...chains], staleAfterSeconds };
  const shape = { method: "GET", params: noFields, query: noFields, body: noBody } as const;
  return [
    open({ ...shape, path: PATHS.info }, () => Promise.resolve({ status: 200, json: info })),
    open({ ...shape, path: PATHS.status }, async () => {
      const statuses = await Promise.all(indexes.all.map(({ reader }) => reader.status()));
      const chains = statuses.map((status) => ({ ...status, seq: status.seq.toString() }));
      const json: z.input<typeof nodeStatusSchema> = { chains };
      return { status: 200, json };
    }),
  ];
}
