import { toBeHex } from "ethers";
import { type DevelopmentWalletConfig, LOCAL_CHAIN_ID } from "../config.ts";
import { askAccount, askApproval } from "../dialog/ask.ts";
import { createAccounts } from "./accounts.ts";
import { approve } from "./approve.ts";
import { connectLocalChain } from "./local-chain.ts";
import { parseApprovable, requireLocalChain } from "./parse-request.ts";
import { ProviderError } from "./provider-error.ts";

export interface Asked {
  readonly method: string;
  readonly params?: unknown;
}
type Listener = (detail: unknown) => void;

/** As a page sees a wallet (EIP-1193). */
export interface Provider {
  request(asked: Asked): Promise<unknown>;
  on(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
}

/** A wallet of the local chain's public accounts, which asks in a dialog in the page before it does anything. */
export function createProvider(config: DevelopmentWalletConfig): Provider {
  const chain = connectLocalChain(config.rpcUrl);
  const accounts = createAccounts(config, chain.provider);
  const listeners = new Map<string, Set<Listener>>();
  const addresses = (): string[] =>
    accounts.all.filter((each) => each === accounts.connected()).map(({ wallet }) => wallet.address);
  const tellAccounts = (): void => {
    for (const listener of listeners.get("accountsChanged") ?? []) listener(addresses());
  };

  async function chooseAccount(): Promise<string[]> {
    await chain.requireLocal();
    accounts.connect(await askAccount(accounts.all, accounts.connected()));
    tellAccounts();
    return addresses();
  }

  async function approved(asked: NonNullable<ReturnType<typeof parseApprovable>>): Promise<string> {
    const account = accounts.connected();
    if (account?.wallet.address.toLowerCase() !== asked.from.toLowerCase())
      throw new ProviderError("UNAUTHORIZED", "The page is not connected to this account");
    await chain.requireLocal();
    await askApproval(account, asked);
    return approve(account, asked);
  }

  async function request({ method, params }: Asked): Promise<unknown> {
    switch (method) {
      case "eth_chainId":
        return toBeHex(LOCAL_CHAIN_ID);
      case "eth_accounts":
        return addresses();
      case "eth_requestAccounts":
        return accounts.connected() === undefined ? chooseAccount() : addresses();
      case "wallet_requestPermissions":
        await chooseAccount();
        return [{ parentCapability: "eth_accounts" }];
      case "wallet_revokePermissions":
        accounts.disconnect();
        tellAccounts();
        return null;
      case "wallet_addEthereumChain":
      case "wallet_switchEthereumChain":
        requireLocalChain(params);
        return null;
      default: {
        const asked = parseApprovable(method, params);
        return asked === undefined
          ? chain.read(method, Array.isArray(params) ? params : [])
          : approved(asked);
      }
    }
  }

  return {
    request,
    on: (event, listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    removeListener: (event, listener) => void listeners.get(event)?.delete(listener),
  };
}
