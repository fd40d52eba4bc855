import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DevelopmentWalletConfig } from "@idos/development-wallet/config";
import { bundleForBrowsers } from "../browser/bundle.ts";
import { developmentWalletFiles, withDevelopmentWallet } from "../browser/development-wallet-files.ts";
import { projectRoot } from "../process/project-root.ts";

/** The pages of an example: each by its name, with the folder that its HTML and its script are in. */
type Pages = Readonly<Record<string, string>>;

export const DAPP_PAGES: Pages = { index: "examples/dapp/page" };
export const ISSUER_PAGES: Pages = { index: "examples/issuer/page", office: "examples/issuer/office" };

const bundles = new Map<Pages, ReturnType<typeof bundleForBrowsers>>();

/** The scripts of an example's pages, bundled once in a process. */
export function bundlePages(pages: Pages): ReturnType<typeof bundleForBrowsers> {
  const entries = Object.entries(pages).map(([name, folder]) => [name, `${folder}/main.ts`] as const);
  const bundle = bundles.get(pages) ?? bundleForBrowsers(Object.fromEntries(entries));
  bundles.set(pages, bundle);
  return bundle;
}

/** Writes an example's built pages into a folder for its server, with the development wallet in them where one is given. */
export async function buildPages(
  pages: Pages,
  folder: string,
  wallet?: DevelopmentWalletConfig,
): Promise<string> {
  const files = new Map([
    ...(await bundlePages(pages)),
    ...(wallet ? await developmentWalletFiles(wallet) : []),
  ]);
  files.set("site.css", await text("examples/page/site.css"));
  for (const [name, source] of Object.entries(pages)) {
    const html = await text(`${source}/index.html`);
    files.set(`${name}.html`, wallet ? withDevelopmentWallet(html) : html);
  }
  await mkdir(folder, { recursive: true });
  await Promise.all([...files].map(([name, content]) => writeFile(join(folder, name), content)));
  return folder;
}

function text(file: string): Promise<string> {
  return readFile(join(projectRoot, file), "utf8");
}
