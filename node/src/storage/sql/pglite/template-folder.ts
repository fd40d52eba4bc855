import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { join } from "node:path";
import { z } from "zod";

const packageSchema = z.object({ version: z.string() });

/** Where in a folder of prepared things the template of the installed PGlite belongs. */
export function pgliteTemplateIn(folder: string): string {
  const manifest = findPackageJSON("@electric-sql/pglite", import.meta.url);
  if (manifest === undefined) throw new Error("PGlite is not installed");
  const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return join(folder, `pglite-template-${packageSchema.parse(content).version}`);
}
