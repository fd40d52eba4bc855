import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import { readSite, type Site } from "../../dashboard/server/read-site.ts";
import { projectRoot } from "../process/project-root.ts";

const ROOT = join(projectRoot, "dashboard");

/** The dashboard as it is served: built anew, in about a second, in a folder of its own, since others may build it too. */
export async function buildDashboard(): Promise<Site> {
  const ignored = join(projectRoot, ".idos");
  await mkdir(ignored, { recursive: true });
  const outDir = await mkdtemp(join(ignored, "dashboard-"));
  try {
    await build({
      root: ROOT,
      configFile: join(ROOT, "vite.config.ts"),
      logLevel: "error",
      build: { outDir, emptyOutDir: true },
    });
    return await readSite(outDir);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
