import {
  type AccountLink,
  accountLinkTypedData,
  type AccountUnlink,
  accountUnlinkTypedData,
  type Bytes32,
  parseAddress,
  PATHS,
} from "@idos/protocol";
import { type ActorWallet, nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import { randomId, signData, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

/** Makes another wallet's account the user's too. */
export async function linkAccount(
  node: ReachableNode,
  user: User,
  added: ActorWallet,
  changes: Partial<AccountLink> = {},
): Promise<Sent> {
  const parties = { account: parseAddress(added.address), linkedBy: user.account };
  const link = { userId: user.userId, ...parties, salt: randomId(), issuedAt: nowSeconds(node), ...changes };
  const [signature, linkedBySignature] = [
    await signData(added, accountLinkTypedData(link)),
    await signData(user.wallet, accountLinkTypedData(link)),
  ];
  return jsonRequest("POST", PATHS.accounts, { link, signature, linkedBySignature });
}

export interface Unlinking {
  readonly leaving: ActorWallet;
  readonly remaining: ActorWallet;
  /** Whether the leaving account signs too. */
  readonly byBoth?: boolean;
  readonly changes?: Partial<AccountUnlink>;
}

/** Says that `leaving` is the user's account no longer. */
export async function unlinkAccount(
  node: ReachableNode,
  userId: Bytes32,
  { leaving, remaining, byBoth = false, changes = {} }: Unlinking,
): Promise<Sent> {
  const parties = { account: parseAddress(leaving.address), unlinkedBy: parseAddress(remaining.address) };
  const unlink = { userId, ...parties, issuedAt: nowSeconds(node), ...changes };
  const data = accountUnlinkTypedData(unlink);
  return jsonRequest("POST", PATHS.unlinkAccount, {
    unlink,
    signature: await signData(remaining, data),
    ...(byBoth ? { accountSignature: await signData(leaving, data) } : {}),
  });
}
