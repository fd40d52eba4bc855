import type { DidKey, Origin } from "@idos/protocol";

/** Another operator's node that this one exchanges owners' data with. */
export interface Peer {
  readonly origin: Origin;
  /** The key that its requests are signed with, and its receipts. */
  readonly key: DidKey;
}
