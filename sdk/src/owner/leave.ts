import {
  type AccountUnlink,
  accountUnlinkTypedData,
  type Origin,
  type UserErasure,
  userErasureTypedData,
} from "@idos/protocol";
import { addressArgument } from "../errors/argument.ts";
import { isIdosError } from "../errors/idos-error.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { signTypedData } from "../session/wallet.ts";

/** Unlinks an account of the user's; the signed-in one's wallet signs. Its sessions and its grants end at the node. */
export async function unlinkAccount(session: IdosSession, account: string): Promise<void> {
  const { userId } = await session.user();
  const unlink: AccountUnlink = {
    ...{ userId, account: addressArgument("account", account), unlinkedBy: session.account },
    issuedAt: session.nowSeconds(),
  };
  const signature = await signTypedData(session.signer, accountUnlinkTypedData(unlink));
  await session.node.unlinkAccount({ unlink, signature });
  await session.user();
}

/**
 * Erases the user with everything she has at each node of the session where she has an entry, by one signature for each;
 * resolves with those nodes. Where her wallet declines or a node fails, what is erased by then stays so: call it again.
 */
export async function eraseEverywhere(session: IdosSession): Promise<Origin[]> {
  const erased: Origin[] = [];
  for (const { origin, client } of await session.nodes()) {
    const user = await client.me().catch((error: unknown) => {
      if (isIdosError(error, "NO_USER", "SESSION_UNKNOWN")) return undefined;
      throw error;
    });
    if (user === undefined) continue;
    const { account, signer } = session;
    const erasure: UserErasure = {
      userId: user.userId,
      account,
      issuedAt: session.nowSeconds(),
      node: origin,
    };
    await client.eraseMe({ erasure, signature: await signTypedData(signer, userErasureTypedData(erasure)) });
    erased.push(origin);
  }
  await session.keys.lock();
  return erased;
}
