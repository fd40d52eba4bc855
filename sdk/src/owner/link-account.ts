import { type AccountLink, accountLinkTypedData, type Address } from "@idos/protocol";
import type { Signer } from "ethers";
import { randomId } from "../records/random-id.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { accountOf, signTypedData } from "../session/wallet.ts";

/** Links one more account to the user: both the new wallet and the signed-in one sign. */
export async function linkAccount(session: IdosSession, newSigner: Signer): Promise<Address> {
  const { userId } = await session.user();
  const account = await accountOf(newSigner);
  const link: AccountLink = {
    ...{ userId, account, linkedBy: session.account },
    salt: randomId(),
    issuedAt: session.nowSeconds(),
  };
  const typedData = accountLinkTypedData(link);
  const signature = await signTypedData(newSigner, typedData);
  const linkedBySignature = await signTypedData(session.signer, typedData);
  await session.node.linkAccount({ link, signature, linkedBySignature });
  return account;
}
