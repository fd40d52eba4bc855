import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createCredentialJwk } from "@idos/sdk";
import { z } from "zod";
import { freePort } from "../process/free-port.ts";
import { startProgram } from "../process/start-program.ts";
import { LOCAL_ACTORS } from "./actors.ts";

/** An example's server, in a process of its own. */
export interface Example {
  readonly url: string;
  stop(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;
type OnLog = (line: string) => void;

/** The issuer, with a new key for its credentials; `folder` is for what it remembers of them. */
export async function startIssuer(settings: Settings, folder: string, onLog: OnLog): Promise<Example> {
  const url = await freeUrl();
  const own = {
    ISSUER_URL: url,
    ISSUER_PRIVATE_KEY: LOCAL_ACTORS.issuer.privateKey,
    ISSUER_STATUS_FILE: join(folder, "issuer-statuses.json"),
    ISSUER_CREDENTIAL_JWK: JSON.stringify(await createCredentialJwk()),
  };
  return start("examples/issuer/main.ts", url, { ...settings, ...own }, onLog);
}

/** The dApp's backend, with new keys; `settings` names the issuer that it trusts. */
export async function startDapp(settings: Settings, onLog: OnLog): Promise<Example> {
  const url = await freeUrl();
  const own = {
    DAPP_URL: url,
    DAPP_PRIVATE_KEY: LOCAL_ACTORS.dapp.privateKey,
    DAPP_SEED: randomBytes(32).toString("hex"),
  };
  return start("examples/dapp/main.ts", url, { ...settings, ...own }, onLog);
}

async function start(file: string, url: string, environment: Settings, onLog: OnLog): Promise<Example> {
  const announcement = z.strictObject({ listening: z.url() });
  const program = await startProgram({ file, environment, announcement, onLog });
  return { url, stop: () => program.stop() };
}

async function freeUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
