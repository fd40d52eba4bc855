import type {
  Address,
  Deployment,
  Finality,
  NodeInfo,
  OwnerHead,
  RecordHeader,
  ShareDocument,
} from "@idos/protocol";
import type { Signer } from "ethers";
import type { NodeClient } from "../http/node-client.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { FreshnessMemory } from "../verify/freshness-memory.ts";
import type { VerifiedUser } from "../verify/public-user.ts";

/** A signed-in account at one node: what the owner's, the consumer's and the issuer's faces are built on. */
export interface IdosSession {
  readonly account: Address;
  readonly signer: Signer;
  readonly deployment: Deployment;
  /** When a grant of the deployment begins to count at this node: so many blocks later, or by the chain's tag. */
  readonly finality: Finality;
  readonly nodeInfo: NodeInfo;
  /** The node's routes, one typed call each; answers are parsed but not verified. */
  readonly node: NodeClient;
  /** The account's idOS keys: made, backed up, unlocked and published here. */
  readonly keys: KeyRing;
  readonly memory: FreshnessMemory;
  nowSeconds(): number;
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
  /** Ends the session at the node and wipes the keys from memory. */
  signOut(): Promise<void>;
}
