import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readDeployments } from "../deploy/record.ts";
import { projectRoot } from "../process/project-root.ts";
import { publicOnes } from "./deployments.ts";
import { renderFiles } from "./render-files.ts";

export const CLEAR_SIGNING = join(projectRoot, "contracts/clear-signing");

async function wantedFiles(deployments: string): Promise<Map<string, string>> {
  return renderFiles(publicOnes(await readDeployments(deployments)));
}

/** Writes what hardware wallets show of the contract wherever the folder `deployments` records it. */
export async function writeClearSigning(deployments: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of await wantedFiles(deployments)) await writeFile(join(folder, name), text);
}

/** The files that are not what contract, messages and deployments make of them. */
export async function staleClearSigning(deployments: string, folder: string): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [name, text] of await wantedFiles(deployments)) {
    const present = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (present !== text) stale.push(name);
  }
  return stale;
}
