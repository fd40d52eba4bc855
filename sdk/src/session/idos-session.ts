import type {
  AccessRequestDocument,
  Address,
  Deployment,
  Finality,
  NodeInfo,
  Origin,
  OwnerHead,
  RecordHeader,
  ShareDocument,
} from "@idos/protocol";
import type { Signer } from "ethers";
import type { NodeClient } from "../http/node-client.ts";
import type { EventStreamSource } from "../events/open-stream.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { OnProgress } from "../progress.ts";
import type { FreshnessMemory } from "../verify/freshness-memory.ts";
import type { VerifiedUser } from "../verify/public-user.ts";

/** One of the nodes of a session, for what concerns that node alone. */
export interface SessionNode {
  readonly origin: Origin;
  readonly info: NodeInfo;
  /** This node and no other. */
  readonly client: NodeClient;
  readonly events: EventStreamSource;
}

/**
 * One account at one or more nodes: what the owner's, the consumer's and the issuer's faces are built on. The wallet is
 * asked for its one signature when something needs it.
 */
export interface IdosSession {
  readonly account: Address;
  readonly signer: Signer;
  readonly deployment: Deployment;
  /**
   * When a grant of the deployment counts at every node of the session: so many blocks later, or by the chain's tag.
   */
  readonly finality: Finality;
  /** Of the first node that answered. */
  readonly nodeInfo: NodeInfo;
  /** The nodes' routes, one typed call each; answers are parsed but not verified. See `sendWithFailover`. */
  readonly node: NodeClient;
  /** The account's idOS keys: made, backed up, unlocked and published here. */
  readonly keys: KeyRing;
  readonly memory: FreshnessMemory;
  readonly onProgress: OnProgress;
  nowSeconds(): number;
  /** Asks the wallet, once. Every call that needs a session does so by itself. Resolves at once where it was done. */
  signIn(): Promise<void>;
  /** The nodes at which the session is open, the home first. Signs in. */
  nodes(): Promise<readonly SessionNode[]>;
  /** The account's own user, fetched and verified. Throws NO_USER where a provider has not made the entry yet. */
  user(): Promise<VerifiedUser>;
  /** Another account's user, fetched and verified. Throws USER_NOT_FOUND, NODE_LIED. */
  userOf(account: Address): Promise<VerifiedUser>;
  /** A header with its session key's signature, as a compact JWS. */
  signHeader(header: RecordHeader): Promise<string>;
  /** A share's document with its session key's signature, as a compact JWS. */
  signShare(document: ShareDocument): Promise<string>;
  /** A head of the account's user with its session key's signature, as a compact JWS. */
  signOwnerHead(head: OwnerHead): Promise<string>;
  /** A request for access with its session key's signature, as a compact JWS. */
  signRequest(document: AccessRequestDocument): Promise<string>;
  /** Ends the session at every node and wipes the keys from memory. */
  signOut(): Promise<void>;
}
