import type { Bundle } from "../../scripts/browser/bundle.ts";
import { launchChromium, watchedContext } from "../browser/harness/chromium.ts";
import { servePage } from "../browser/harness/serve-page.ts";

/** What an expression says in Chromium, in a bundle's page under the strictest policy, and what went wrong there. */
export async function pageOutcome(
  bundle: Bundle,
  expression: string,
): Promise<{ readonly outcome: unknown; readonly faults: readonly string[] }> {
  const policy = "require-trusted-types-for 'script'; trusted-types 'none'";
  const served = await servePage({ bundle, policy });
  const browser = await launchChromium();
  try {
    const { context, faults } = await watchedContext(browser);
    const page = await context.newPage();
    await page.goto(served.origin);
    const outcome: unknown = await page.evaluate(expression);
    return { outcome, faults };
  } finally {
    await browser.close();
    await served.stop();
  }
}
