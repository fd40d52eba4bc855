import { join } from "node:path";
import { build } from "vite";
import { readSite, type Site } from "../../dashboard/server/read-site.ts";
import { projectRoot } from "../process/project-root.ts";

const ROOT = join(projectRoot, "dashboard");

/** The dashboard as it is served: built anew, in about a second. */
export async function buildDashboard(): Promise<Site> {
  const outDir = join(projectRoot, ".idos/dashboard");
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  return readSite(outDir);
}
