import * as z from "zod";
import { chainIdSchema } from "../chain.ts";
import { decidedAtSchema } from "../index-status.ts";
import {
  addressSchema,
  blockNumberSchema,
  bytes32Schema,
  decimalSchema,
  uint64Schema,
} from "../primitives.ts";

/** A place in a chain's history of grants, the same at every node: up to where a stream has told of changes. */
export interface EventPlace {
  readonly blockNumber: number;
  readonly blockHash: z.output<typeof bytes32Schema>;
  /** Grants counted from this block down. */
  readonly confirmedBlockNumber: number;
}

const PLACE = /^(?<blockNumber>\d{1,16})-(?<blockHash>0x[0-9a-f]{64})-(?<confirmedBlockNumber>\d{1,16})$/;
const placeNumberSchema = decimalSchema.pipe(blockNumberSchema);

export const eventPlaceSchema = z
  .string()
  .max(128)
  .regex(PLACE, "the id of an event")
  .transform((text): unknown => ({ ...PLACE.exec(text)?.groups }))
  .pipe(
    z.strictObject({
      blockNumber: placeNumberSchema,
      blockHash: bytes32Schema,
      confirmedBlockNumber: placeNumberSchema,
    }),
  );

export function eventId({ blockNumber, blockHash, confirmedBlockNumber }: EventPlace): string {
  return `${blockNumber}-${blockHash}-${confirmedBlockNumber}`;
}

/**
 * GET /v1/events. `after`: the id of the last event that was seen, to go on behind it. It stands in the query and not in
 * a Last-Event-ID header, since the query is what the request's proof covers.
 */
export const eventsQuerySchema = z.strictObject({
  chainId: decimalSchema.pipe(chainIdSchema).optional(),
  after: eventPlaceSchema.optional(),
});
export type EventsQuery = z.output<typeof eventsQuerySchema>;

/** pending: on chain and not confirmed yet. active: it counts, until it expires. ended: revoked, renounced or expired. */
export const grantEventStateSchema = z.enum(["pending", "active", "ended"]);

/** The data of an event. Its SSE `event` field is its `kind`, and its `id` is where to go on. */
export const nodeEventSchema = z.discriminatedUnion("kind", [
  /** The stream tells of what comes after this block. */
  z.strictObject({ kind: z.literal("start"), decidedAt: decidedAtSchema }),
  /** What lies between is not known any more, or a reorg undid it: list anew. It goes on after this block. */
  z.strictObject({ kind: z.literal("resync"), decidedAt: decidedAtSchema }),
  /** A share's grant has changed. The same may be told twice. */
  z.strictObject({
    kind: z.literal("grant"),
    as: z.enum(["owner", "grantee"]),
    share: bytes32Schema,
    ownerAccount: addressSchema,
    state: grantEventStateSchema,
    /** Unix seconds, decimal; null where it has ended. That it passes is no event. */
    expiresAt: uint64Schema.nullable(),
    decidedAt: decidedAtSchema,
  }),
  /** The stream ends. stopping: the node does; ask again, or another. session: it has ended or was ended. */
  z.strictObject({ kind: z.literal("end"), reason: z.enum(["stopping", "session"]) }),
]);
export type NodeEvent = z.output<typeof nodeEventSchema>;
