import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { provideChromium } from "../../../scripts/chromium/provide-chromium.ts";

/** Debian's program, without a window. Tests run as root in containers, where its sandbox cannot be made. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: provideChromium(), args: ["--no-sandbox", "--disable-gpu"] });
}

/** A profile of its own, and everything that went wrong in its pages: exceptions, console errors, broken policies. */
export interface WatchedContext {
  readonly context: BrowserContext;
  /** Empty at the end of a test whose pages are well; one that provokes an error takes it out. */
  readonly faults: string[];
}

export async function watchedContext(browser: Browser): Promise<WatchedContext> {
  const context = await browser.newContext();
  const faults: string[] = [];
  context.on("weberror", (error) => faults.push(`exception: ${error.error().message}`));
  // The event tells of a breach of a page's policy whether or not the console does.
  await context.addInitScript(`
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error("policy: " + effectiveDirective + " " + blockedURI));
  `);
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  return { context, faults };
}
