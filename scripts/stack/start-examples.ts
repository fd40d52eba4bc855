import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DevelopmentWalletConfig } from "@idos/development-wallet/config";
import { createCredentialJwk } from "@idos/sdk";
import { z } from "zod";
import { startProgram } from "../process/start-program.ts";
import { LOCAL_ACTORS } from "./actors.ts";
import { buildPages, DAPP_PAGES, ISSUER_PAGES } from "./build-pages.ts";

/** An example's server, in a process of its own. */
export interface Example {
  readonly url: string;
  stop(): Promise<void>;
}

export interface IssuerExample extends Example {
  /** What opens its office. */
  readonly officeToken: string;
}

type Settings = Readonly<Record<string, string>>;

export interface ExampleOptions {
  /** Which node and contract, and whatever else is not the example's own. */
  readonly settings: Settings;
  readonly port: number;
  /** For its pages and what it remembers. */
  readonly folder: string;
  readonly wallet: DevelopmentWalletConfig;
  readonly onLog: (line: string) => void;
}

/** The issuer, with a new key for its credentials. */
export async function startIssuer(options: ExampleOptions): Promise<IssuerExample> {
  const { port, folder, wallet } = options;
  const url = `http://127.0.0.1:${port}`;
  const officeToken = randomBytes(24).toString("base64url");
  const own = {
    ISSUER_URL: url,
    ISSUER_PRIVATE_KEY: LOCAL_ACTORS.issuer.privateKey,
    ISSUER_STATUS_FILE: join(folder, "issuer-statuses.json"),
    ISSUER_CREDENTIAL_JWK: JSON.stringify(await createCredentialJwk()),
    ISSUER_OFFICE_TOKEN: officeToken,
    ISSUER_PAGES: await buildPages(ISSUER_PAGES, join(folder, "issuer-pages"), wallet),
    ISSUER_PAGES_REACH: wallet.rpcUrl,
  };
  return { officeToken, ...(await start("examples/issuer/main.ts", url, own, options)) };
}

/** The dApp with new keys; its settings name the vault, and the issuer that it trusts. */
export async function startDapp(options: ExampleOptions): Promise<Example> {
  const { port, folder, wallet } = options;
  const url = `http://127.0.0.1:${port}`;
  const own = {
    DAPP_URL: url,
    DAPP_PRIVATE_KEY: LOCAL_ACTORS.dapp.privateKey,
    DAPP_SEED: randomBytes(32).toString("hex"),
    DAPP_PAGES: await buildPages(DAPP_PAGES, join(folder, "dapp-pages"), wallet),
    DAPP_PAGES_REACH: wallet.rpcUrl,
  };
  return start("examples/dapp/main.ts", url, own, options);
}

async function start(
  file: string,
  url: string,
  own: Settings,
  { settings, onLog }: ExampleOptions,
): Promise<Example> {
  const announcement = z.strictObject({ listening: z.url() });
  const program = await startProgram({ file, environment: { ...settings, ...own }, announcement, onLog });
  return { url, stop: () => program.stop() };
}
