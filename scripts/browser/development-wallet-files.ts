import type { DevelopmentWalletConfig } from "@idos/development-wallet/config";
import { type Bundle, bundleForBrowsers } from "./bundle.ts";

let bundling: Promise<Bundle> | undefined;

/** What a site serves to have the development wallet in its pages: texts by name. */
export async function developmentWalletFiles(
  config: DevelopmentWalletConfig,
): Promise<ReadonlyMap<string, string>> {
  bundling ??= bundleForBrowsers({ "development-wallet": "development-wallet/src/main.ts" });
  return new Map([...(await bundling), ["development-wallet.json", JSON.stringify(config)]]);
}

/** The page with the wallet in it; the page's own script does not know of it. */
export function withDevelopmentWallet(html: string): string {
  return html.replace("</head>", `<script type="module" src="/development-wallet.js"></script></head>`);
}
