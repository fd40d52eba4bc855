import { type IdosSession, isIdosError, signIn } from "@idos/sdk";
import { BrowserProvider } from "ethers";
import type { VaultConfig } from "../config.ts";
import type { PopupRequest } from "../messages/requests.ts";
import { askSecret } from "./view/ask-secret.ts";
import { chooseWallet } from "./view/choose-wallet.ts";

/** What the vault's session may do for each question: no more than it takes. */
const SCOPES = {
  connect: ["read"],
  grant: ["read", "share", "keys"],
  unlock: ["read", "keys"],
} as const;

/** Signs in as the vault's own page, with the wallet that the person chooses. */
export async function signInHere(
  { node, deployment }: VaultConfig,
  request: PopupRequest,
  about: Node,
): Promise<IdosSession> {
  const provider = await chooseWallet(about);
  const signer = await new BrowserProvider(provider).getSigner();
  return signIn({ node, signer, deployment, scopes: SCOPES[request.type], ttlSeconds: 900 });
}

/** Asks for password or recovery code until one opens the keys. */
export async function unlockHere({ keys }: IdosSession, about: Node): Promise<void> {
  for (let fault = ""; !keys.isUnlocked();) {
    const secret = await askSecret(about, fault);
    await keys.unlock(secret).catch((error: unknown) => {
      if (!isIdosError(error)) throw error;
      fault = error.remedy;
    });
  }
}
