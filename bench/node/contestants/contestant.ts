import type { Bytes32 } from "@idos/protocol";
import type { Measured } from "../world/start-nodes.ts";

export const OURS = "idOS";
export const OURS_POSTGRES = "idOS on PostgreSQL";
export const BARE = "bare Koa, one GET";
export const INSTANT_CALL = "eth_call, instant";
export const CHAIN_CALL = "eth_call, local chain";
export const CONTESTANTS = [OURS, OURS_POSTGRES, BARE, INSTANT_CALL, CHAIN_CALL] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** One read that can be sent, and what must come back. */
export interface Read {
  readonly request: string;
  readonly length: number;
  readonly hash: Bytes32;
}

/** A server that gives envelopes. */
export interface Contestant extends Measured {
  readonly name: ContestantName;
  /** So many reads of envelopes of that size, good for a minute. */
  prepare(payloadBytes: number, count: number): Promise<readonly Read[]>;
}
