import { type Bundle, bundleForBrowsers } from "../../../scripts/browser/bundle.ts";

const bundles = new Map<string, Promise<Bundle>>();

/** Bundles a page's script as "page.js", once in a run. `entry` is a path from the project's root. */
export function bundlePage(entry: string): Promise<Bundle> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const bundle = bundleForBrowsers({ page: entry });
  bundles.set(entry, bundle);
  return bundle;
}
