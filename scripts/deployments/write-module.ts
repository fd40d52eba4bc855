import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ABI_HASH } from "../deploy/creation.ts";
import { readDeployments } from "../deploy/record.ts";
import { projectRoot } from "../process/project-root.ts";
import { renderModule } from "./render-module.ts";

export const DEPLOYMENTS_MODULE = join(projectRoot, "protocol/src/generated/deployments.ts");

/** Writes the module that belongs to a folder's records. */
export async function writeDeploymentsModule(folder: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderModule(await readDeployments(folder), ABI_HASH));
}

/** Whether the module is the one that belongs to a folder's records. */
export async function isModuleFresh(folder: string, file: string): Promise<boolean> {
  const present = await readFile(file, "utf8").catch(() => undefined);
  return present === renderModule(await readDeployments(folder), ABI_HASH);
}
