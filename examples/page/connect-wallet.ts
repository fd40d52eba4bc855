import { BrowserProvider, type Eip6963ProviderInfo, isError, type JsonRpcSigner } from "ethers";
import { element } from "./element.ts";
import { say } from "./notice.ts";

/**
 * The person's wallet, of those that announce themselves to the page (EIP-6963); where there are several, she chooses in
 * `place`. `account` is who is to sign, if that is known.
 */
export async function connectWallet(place: HTMLElement, account?: string): Promise<JsonRpcSigner> {
  const wallets = await walletsHere();
  const [only, ...others] = wallets;
  if (only === undefined)
    throw new Error("This browser has no wallet. Install one, then load the page again.");
  const { uuid } = others.length === 0 ? only : await choice(place, wallets);
  const wallet = await BrowserProvider.discover({
    filter: (found) => found.find((info) => info.uuid === uuid) ?? null,
  });
  if (wallet === null) throw new Error("The wallet does not answer.");
  say(place, "plain", "Answer your wallet.");
  return wallet.getSigner(account);
}

/** Whether the person said no in her wallet. */
export function isWalletRejection(error: unknown): boolean {
  return isError(error, "ACTION_REJECTED");
}

async function walletsHere(): Promise<readonly Eip6963ProviderInfo[]> {
  const found = new Map<string, Eip6963ProviderInfo>();
  await BrowserProvider.discover({
    filter(infos) {
      for (const info of infos) found.set(info.uuid, info);
      return null;
    },
  });
  return [...found.values()];
}

function choice(place: HTMLElement, wallets: readonly Eip6963ProviderInfo[]): Promise<Eip6963ProviderInfo> {
  return new Promise((resolve) => {
    const buttons = wallets.map((info) => {
      const made = element("button", info.name);
      made.type = "button";
      made.addEventListener("click", () => resolve(info));
      return made;
    });
    const row = element("p", ...buttons);
    row.className = "actions";
    say(place, "plain", element("p", "Which wallet?"), row);
  });
}
