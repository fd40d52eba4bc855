import { build, type Rolldown } from "vite";
import { projectRoot } from "../process/project-root.ts";

/** What browsers are served: the text of each script by its name. */
export type Bundle = ReadonlyMap<string, string>;

/** Bundles scripts for browsers, in memory. `entries` are paths from the project's root by name: each becomes NAME.js. */
export async function bundleForBrowsers(entries: Readonly<Record<string, string>>): Promise<Bundle> {
  const output = await build({
    root: projectRoot,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    base: "/",
    build: {
      write: false,
      minify: false,
      // Its helper would put the text of addresses where a page's Trusted Types forbid it.
      modulePreload: false,
      target: "es2022",
      rolldownOptions: {
        input: { ...entries },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  return new Map(outputsOf(output).flatMap(({ output: files }) => files.flatMap(nameAndText)));
}

/** What one build has written, or would have. */
export function outputsOf(built: Awaited<ReturnType<typeof build>>): readonly Rolldown.RolldownOutput[] {
  if (Array.isArray(built)) return built;
  if ("output" in built) return [built];
  throw new Error("a build that watches has no output");
}

function nameAndText(file: Rolldown.OutputChunk | Rolldown.OutputAsset): [string, string][] {
  return file.type === "chunk" ? [[file.fileName, file.code]] : [];
}
