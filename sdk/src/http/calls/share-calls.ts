import {
  type Bytes32,
  PATHS,
  type putShareSchema,
  type Share,
  type SharePage,
  sharePageSchema,
  type ShareReadQuery,
  shareSchema,
} from "@idos/protocol";
import type { z } from "zod";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export interface ListSharesQuery {
  readonly as: "owner" | "grantee";
  readonly cursor?: string | undefined;
  readonly limit?: number;
  /** Decide at this block or a later one. */
  readonly atLeast?: number | undefined;
}

/** How a share is read: at this block or a later one, and with what a sealed one's grantee shows. */
export type ReadShareQuery = Partial<ShareReadQuery>;

function queryOf({ atLeast, opening }: ReadShareQuery) {
  return { query: { atLeast, owner: opening?.owner }, secretQuery: { salt: opening?.salt } };
}

export function shareCalls(send: Send) {
  return {
    shares: ({ as, cursor, limit, atLeast }: ListSharesQuery): Promise<SharePage> => {
      const query = { as, cursor, limit, atLeast };
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
