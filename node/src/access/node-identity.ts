import type { Address, DidKey, FollowedChain, Origin, Scope } from "@idos/protocol";
import type { Peer } from "../replication/peer.ts";

/** What a node is to those who use it, and whom it lets do what. */
export interface NodeIdentity {
  readonly origin: Origin;
  /** The key that signs its receipts. */
  readonly key: DidKey;
  /** Each chain once, the default one first. */
  readonly chains: readonly FollowedChain[];
  readonly staleAfterSeconds: number;
  /** Nodes of other operators that it works with. */
  readonly peers: readonly Peer[];
  /** Accounts that may create users. */
  readonly providers: ReadonlySet<Address>;
  /** Sites whose pages may ask people to sign in, each with the scopes it may ask for. */
  readonly origins: ReadonlyMap<Origin, readonly Scope[]>;
}
