import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { projectRoot } from "../process/project-root.ts";

/**
 * Writes a node's settings to a file that IDOS_CONFIG_FILE can name, for this user's eyes only, and gives its path from
 * the project's root. It goes when the stack stops.
 */
export async function writeConfigFile(
  settings: Readonly<Record<string, string>>,
  onStop: (close: () => Promise<void>) => void,
): Promise<string> {
  const ignored = join(projectRoot, ".idos");
  await mkdir(ignored, { recursive: true });
  const folder = await mkdtemp(join(ignored, "stack-"));
  onStop(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "node.json");
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  return relative(projectRoot, file);
}
