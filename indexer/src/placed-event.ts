import type { Bytes32, GrantEvent } from "@idos/protocol";
import { eventHandle } from "./grant-hashing.ts";

export interface EventPlace {
  readonly blockNumber: number;
  readonly transactionHash: Bytes32;
}

/** An event with its place, which decides when it counts. */
export interface PlacedEvent extends EventPlace {
  readonly event: GrantEvent;
  /** The handle that the event is about; undefined where it is about all of the owner's. */
  readonly handle: Bytes32 | undefined;
}

/** Hashes the handle here, once, because more than one step asks for it. */
export function placeEvent(event: GrantEvent, { blockNumber, transactionHash }: EventPlace): PlacedEvent {
  return { event, handle: eventHandle(event), blockNumber, transactionHash };
}
