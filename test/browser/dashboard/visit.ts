import type { Wallet } from "ethers";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { watchContext } from "../harness/chromium.ts";
import { injectWallet, type InjectedWallet } from "../harness/injected-wallet.ts";

export interface VisitOptions {
  readonly width?: number;
  readonly theme?: "light" | "dark";
}

/** One person at the dashboard, in a browser profile of her own. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly wallet: InjectedWallet;
  /** Exceptions, console errors and broken policies so far: see `WatchedContext`. */
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

const HEIGHT = 800;
/** Longer than any step takes on a busy machine. */
const TIMEOUT_MS = 20_000;

export async function openVisit(
  { browser, url, chainId }: { readonly browser: Browser; readonly url: string; readonly chainId: number },
  accounts: readonly Wallet[],
  { width = 1280, theme = "light" }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, colorScheme: theme });
  context.setDefaultTimeout(TIMEOUT_MS);
  const faults = await watchContext(context);
  const wallet = await injectWallet(context, { accounts, chainId });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  // Chromium also tells of each refusal of a node, as of "no entry yet", which the page expects.
  const unexpected = (): string[] => faults.filter((fault) => !fault.includes("Failed to load resource"));
  return { page, context, wallet, faults: unexpected, close: () => context.close() };
}
