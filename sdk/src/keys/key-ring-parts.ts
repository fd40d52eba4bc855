import type { Address, Deployment, ShareDocument } from "@idos/protocol";
import type { Signer } from "ethers";
import type { NodeClient } from "../http/node-client.ts";
import type { FreshnessMemory } from "../verify/freshness-memory.ts";
import type { VerifiedUser } from "../verify/public-user.ts";

/** What the key ring needs of the session it belongs to. */
export interface KeyRingParts {
  readonly account: Address;
  readonly signer: Signer;
  readonly deployment: Deployment;
  readonly node: NodeClient;
  readonly memory: FreshnessMemory;
  user(): Promise<VerifiedUser>;
  signShare(document: ShareDocument): Promise<string>;
  nowSeconds(): number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}
