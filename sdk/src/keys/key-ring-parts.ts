import type { Address } from "@idos/protocol";
import type { Signer } from "ethers";
import type { NodeClient } from "../http/node-client.ts";
import type { FreshnessMemory } from "../verify/freshness-memory.ts";
import type { VerifiedUser } from "../verify/public-user.ts";

/** What the key ring needs of the session it belongs to. */
export interface KeyRingParts {
  readonly account: Address;
  readonly signer: Signer;
  readonly node: NodeClient;
  readonly memory: FreshnessMemory;
  user(): Promise<VerifiedUser>;
  nowSeconds(): number;
}
