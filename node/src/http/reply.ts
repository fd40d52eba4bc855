import type { DecidedAt } from "@idos/protocol";

/** What a route answers with when nothing went wrong. */
export type Reply =
  | { readonly status: 200 | 201; readonly json: unknown }
  | { readonly status: 200; readonly bytes: Uint8Array; readonly decidedAt: DecidedAt | null }
  | { readonly status: 204 };

export const done: Reply = { status: 204 };
