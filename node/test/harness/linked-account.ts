import { accountLinkTypedData, parseAddress, PATHS } from "@idos/protocol";
import type { Wallet } from "ethers";
import { nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import { randomId, signData, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

/** Makes another wallet's account the user's too. */
export async function linkAccount(node: ReachableNode, user: User, added: Wallet): Promise<Sent> {
  const parties = { account: parseAddress(added.address), linkedBy: user.account };
  const link = { userId: user.userId, ...parties, salt: randomId(), issuedAt: nowSeconds(node) };
  const [signature, linkedBySignature] = [
    await signData(added, accountLinkTypedData(link)),
    await signData(user.wallet, accountLinkTypedData(link)),
  ];
  return jsonRequest("POST", PATHS.accounts, { link, signature, linkedBySignature });
}
