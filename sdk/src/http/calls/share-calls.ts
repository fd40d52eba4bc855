import {
  type AtLeast,
  type Bytes32,
  PATHS,
  type putShareSchema,
  type Share,
  type SharePage,
  sharePageSchema,
  type ShareReadQuery,
  shareSchema,
} from "@idos/protocol";
import type * as z from "zod";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export interface SharesQuery {
  readonly as: "owner" | "grantee";
  readonly cursor?: string | undefined;
  readonly limit?: number;
  /** The chain whose shares are meant; the node's first one where it is not said. */
  readonly chainId?: number | undefined;
  /** Decide at this block, or this transaction's, or a later one. */
  readonly atLeast?: AtLeast | undefined;
}

/** How a share is read: on which chain, at what block or later, and with what a sealed one's grantee shows. */
export type ReadShareQuery = Partial<ShareReadQuery>;

function queryOf({ chainId, atLeast, opening }: ReadShareQuery) {
  return { query: { chainId, atLeast, owner: opening?.owner }, secretQuery: { salt: opening?.salt } };
}

export function shareCalls(send: Send) {
  return {
    shares: ({ as, chainId, cursor, limit, atLeast }: SharesQuery): Promise<SharePage> => {
      const query = { as, chainId, cursor, limit, atLeast };
      return ask(send, sharePageSchema, { method: "GET", path: PATHS.shares, query, signed: true });
    },
    /** Not verified: see `readShare`. */
    share: (share: Bytes32, query: ReadShareQuery = {}): Promise<Share> =>
      ask(send, shareSchema, { method: "GET", path: PATHS.share(share), ...queryOf(query), signed: true }),
    putShare: (share: Bytes32, json: z.input<typeof putShareSchema>): Promise<void> =>
      command(send, { method: "PUT", path: PATHS.share(share), json, signed: true }),
    deleteShare: (share: Bytes32): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.share(share), signed: true }),
    /** Not verified: see `verifyEnvelope`. */
    shareEnvelope: (share: Bytes32, record: Bytes32, query: ReadShareQuery = {}): Promise<Uint8Array> =>
      send({ method: "GET", path: PATHS.shareEnvelope(share, record), ...queryOf(query), signed: true }),
  };
}
