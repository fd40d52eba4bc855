import type { BrowserContext } from "playwright-core";
import { z } from "zod";
import type { Wallet } from "ethers";
import { bundlePage } from "./bundle-page.ts";
import { answerWallet, type WalletState } from "./wallet-methods.ts";

/** A wallet extension as a page sees it; its keys stay in this process. */
export interface InjectedWallet {
  /** Answers what a page asks next with "the user rejected the request". */
  rejectNext(): void;
  /** Answers nothing any more, as one whose connection broke (EIP-1193, 4900), and says so to the pages. */
  disconnect(): Promise<void>;
  /** Makes another of its accounts the current one and tells the pages. */
  switchAccount(index: number): Promise<void>;
  switchChain(chainId: number): Promise<void>;
}

export interface InjectedWalletOptions {
  /** The first is the current one. They have a provider, for what is to be sent. */
  readonly accounts: readonly Wallet[];
  readonly chainId: number;
}

const requestSchema = z.object({ method: z.string(), params: z.array(z.unknown()).optional() });

/** Announces a wallet to every page of the context (EIP-1193, EIP-6963). */
export async function injectWallet(
  context: BrowserContext,
  { accounts, chainId }: InjectedWalletOptions,
): Promise<InjectedWallet> {
  const [first] = accounts;
  if (first === undefined) throw new TypeError("a wallet has one account at least");
  const state: WalletState = { account: first, chainId, connected: true };
  let rejections = 0;
  await context.exposeFunction("idosTestWallet", async (asked: unknown) => {
    const { method, params = [] } = requestSchema.parse(asked);
    if (!state.connected) return { error: { code: 4900, message: "The wallet is disconnected" } };
    if (rejections > 0 && needsApproval(method)) {
      rejections -= 1;
      return { error: { code: 4001, message: "The user rejected the request" } };
    }
    return answerWallet(state, method, params);
  });
  const script = await bundlePage("test/browser/harness/announce-provider.ts");
  await context.addInitScript({ content: script.get("page.js") ?? "" });
  const tell = async (event: string, detail: unknown): Promise<void> => {
    const told = JSON.stringify({ detail: { event, detail } });
    const dispatch = `dispatchEvent(new CustomEvent("idos-test-wallet", ${told}))`;
    await Promise.all(context.pages().map((page) => page.evaluate(dispatch)));
  };
  return {
    rejectNext: () => (rejections += 1),
    async disconnect() {
      state.connected = false;
      await tell("disconnect", { code: 4900, message: "The wallet is disconnected" });
    },
    async switchAccount(index) {
      const account = accounts[index];
      if (account === undefined) throw new TypeError(`the wallet has no account ${index}`);
      state.account = account;
      await tell("accountsChanged", [account.address]);
    },
    async switchChain(next) {
      state.chainId = next;
      await tell("chainChanged", `0x${next.toString(16)}`);
    },
  };
}

/** What a person sees a dialog for. */
function needsApproval(method: string): boolean {
  return /^(eth_requestAccounts|eth_sendTransaction|personal_sign|eth_signTypedData_v4|wallet_.*)$/.test(
    method,
  );
}
