import { nodeInfoSchema, nodeStatusSchema, PATHS } from "@idos/protocol";
import { json } from "../answer-kinds.ts";
import { noBody } from "../body-kinds.ts";
import { open } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { unaddressed } from "../no-fields.ts";

const read = { method: "GET", ...unaddressed, body: noBody, refusals: [] } as const;

/** What anyone may know of a node. */
export const infoRoutes: readonly Endpoint[] = [
  open(
    {
      ...read,
      path: PATHS.info,
      summary: "What one must know of this node before one signs anything for it",
      answer: json(200, nodeInfoSchema),
    },
    ({ node: { origin, key, chains, staleAfterSeconds } }) =>
      Promise.resolve({ origin, key, chains: [...chains], staleAfterSeconds }),
  ),
  open(
    {
      ...read,
      path: PATHS.status,
      summary: "How the indexes of the node's chains stand",
      answer: json(200, nodeStatusSchema),
    },
    async ({ indexes }) => {
      const statuses = await Promise.all(indexes.all.map(({ reader }) => reader.status()));
      return { chains: statuses.map((status) => ({ ...status, seq: status.seq.toString() })) };
    },
  ),
];
