import { build, type Rolldown } from "vite";
import { projectRoot } from "../../../scripts/process/project-root.ts";

/** What a bundle consists of: the text of each file by its name. The entry is "page.js". */
export type Bundle = ReadonlyMap<string, string>;

const bundles = new Map<string, Promise<Bundle>>();

/** Bundles a page's script for browsers, in memory; once per entry in a run. `entry` is a path from the project's root. */
export function bundlePage(entry: string): Promise<Bundle> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const bundle = bundleNow(entry);
  bundles.set(entry, bundle);
  return bundle;
}

async function bundleNow(entry: string): Promise<Bundle> {
  const output = await build({
    root: projectRoot,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    base: "/",
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      target: "es2022",
      rolldownOptions: {
        input: { page: entry },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  return new Map(outputsOf(output).flatMap(({ output: files }) => files.map(nameAndText)));
}

function outputsOf(built: Awaited<ReturnType<typeof build>>): readonly Rolldown.RolldownOutput[] {
  if (Array.isArray(built)) return built;
  if ("output" in built) return [built];
  throw new Error("a build that watches has no output");
}

function nameAndText(file: Rolldown.OutputChunk | Rolldown.OutputAsset): [string, string] {
  if (file.type === "chunk") return [file.fileName, file.code];
  return [
    file.fileName,
    typeof file.source === "string" ? file.source : Buffer.from(file.source).toString("utf8"),
  ];
}
