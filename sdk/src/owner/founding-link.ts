import { type AccountLink, accountLinkTypedData, type SignedAccountLink, userIdOf } from "@idos/protocol";
import type { Signer } from "ethers";
import { randomId } from "../records/random-id.ts";
import { accountOf, signTypedData } from "../session/wallet.ts";

/**
 * Before a person has an entry: her wallet founds her user and says that the account is hers. A provider takes
 * the result to `Issuer.createUser`. The user's id commits to the account and a fresh salt.
 */
export async function signFoundingLink(
  signer: Signer,
  nowSeconds: number = Math.floor(Date.now() / 1000),
): Promise<SignedAccountLink> {
  const account = await accountOf(signer);
  const salt = randomId();
  const userId = userIdOf(account, salt);
  const link: AccountLink = { userId, account, linkedBy: account, salt, issuedAt: nowSeconds };
  return { link, signature: await signTypedData(signer, accountLinkTypedData(link)) };
}
