import type { EventStreams } from "../events/event-streams.ts";
import type { Facts } from "../facts/facts.ts";
import type { LargeBodies } from "../http/large-bodies.ts";
import type { OneTimeCodes } from "../http/one-time-codes.ts";
import type { ReadLog } from "../receipts/read-log.ts";
import type { EnvelopeCache } from "../records/envelope-cache.ts";
import type { Slots } from "../slots.ts";
import type { Store } from "../storage/store.ts";
import type { AccountSignatures } from "./account-signatures.ts";
import type { GrantIndexes } from "./grant-indexes.ts";
import type { NodeIdentity } from "./node-identity.ts";

/** What use cases and routes work with: readers and stores behind their ports, never SQL or Redis. */
export interface Parts {
  readonly node: NodeIdentity;
  readonly store: Store;
  /** What of the store is remembered. */
  readonly facts: Facts;
  readonly indexes: GrantIndexes;
  readonly codes: OneTimeCodes;
  readonly signatures: AccountSignatures;
  readonly largeBodies: LargeBodies;
  /** Of answers that are streams. */
  readonly downloads: Slots;
  readonly envelopes: EnvelopeCache;
  readonly readLog: ReadLog;
  readonly eventStreams: EventStreams;
  readonly nowSeconds: () => number;
  /** The longest that a read waits for the block it asks for. */
  readonly atLeastWaitMs: number;
}
