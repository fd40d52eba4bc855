import type { DevelopmentWalletConfig } from "@idos/development-wallet/config";
import type { Site } from "../../dashboard/server/read-site.ts";
import { type DashboardServer, serveDashboard } from "../../dashboard/server/serve-dashboard.ts";
import type { PageConfig } from "../../dashboard/src/config/page-config.ts";
import { developmentWalletFiles, withDevelopmentWallet } from "../browser/development-wallet-files.ts";

export interface DashboardOptions {
  /** As it was built. */
  readonly site: Site;
  readonly config: PageConfig;
  readonly port: number;
  readonly wallet: DevelopmentWalletConfig;
}

/** Serves the dashboard, with the development wallet in its page. */
export async function startDashboard({
  site,
  config,
  port,
  wallet,
}: DashboardOptions): Promise<DashboardServer> {
  const files = new Map(site);
  const page = files.get("/index.html");
  if (page === undefined) throw new Error("the built dashboard has no page");
  files.set("/index.html", { ...page, bytes: Buffer.from(withDevelopmentWallet(page.bytes.toString())) });
  for (const [name, text] of await developmentWalletFiles(wallet)) {
    const type = name.endsWith(".js") ? "text/javascript; charset=utf-8" : "application/json";
    files.set(`/${name}`, { bytes: Buffer.from(text), type });
  }
  return serveDashboard(files, config, { host: "127.0.0.1", port });
}
