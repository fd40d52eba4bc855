import { PATHS, type SignedUserErasure, type UserErasure, userErasureTypedData } from "@idos/protocol";
import { nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import { signData, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

/** The user's wallet says that everything of hers at this node is to go. */
export async function signErasure(
  node: ReachableNode,
  user: User,
  changes: Partial<UserErasure> = {},
  signer = user.wallet,
): Promise<SignedUserErasure> {
  const { userId, account } = user;
  const erasure = { userId, account, issuedAt: nowSeconds(node), node: node.origin, ...changes };
  return { erasure, signature: await signData(signer, userErasureTypedData(erasure)) };
}

export function erase(signed: SignedUserErasure): Sent {
  return jsonRequest("DELETE", PATHS.me, signed);
}
