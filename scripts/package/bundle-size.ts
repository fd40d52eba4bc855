import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Plugin, type Rolldown } from "vite";
import { outputsOf } from "../browser/bundle.ts";
import { projectRoot } from "../process/project-root.ts";

/** What a page that imports some names of the SDK loads, without ethers, libsodium and the judge of passwords. */
export interface BundleSize {
  readonly names: readonly string[];
  /** Of the entry and what it imports statically, which is what the page waits for. */
  readonly gzipBytes: number;
  /** The files that are part of that, by path from the project's root. */
  readonly inputs: readonly string[];
  /** Bytes before minifying by package, largest first. */
  readonly byPackage: readonly (readonly [name: string, bytes: number])[];
  /** Of the chunks that are fetched when something first needs them, all together. */
  readonly lazyGzipBytes: number;
}

/** ethers is the application's own; the others are chunks of their own, fetched when first needed. */
const NOT_COUNTED = [/^ethers(\/|$)/, /^libsodium-wrappers-sumo$/, /^@zxcvbn-ts\//];

/** Bundles these exports of the SDK as an application does: minified, with unused code left out, split at `import()`. */
export async function bundleSize(names: readonly string[]): Promise<BundleSize> {
  const chunks = await bundledChunks(`export { ${names.join()} } from "@idos/sdk";`);
  const first = loadedFirst(chunks);
  const lazy = chunks.filter((chunk) => !first.includes(chunk));
  return { names, gzipBytes: gzipBytesOf(first), lazyGzipBytes: gzipBytesOf(lazy), ...partsOf(first) };
}

async function bundledChunks(entry: string): Promise<readonly Rolldown.OutputChunk[]> {
  const built = await build({
    root: projectRoot,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [moduleOf(join(projectRoot, "sdk/entry.js"), entry)],
    build: {
      ...{ write: false, minify: true, modulePreload: false, target: "es2022" },
      rolldownOptions: {
        input: { entry: "entry" },
        preserveEntrySignatures: "strict",
        external: NOT_COUNTED,
      },
    },
  });
  return outputsOf(built).flatMap(({ output }) =>
    output.flatMap((file) => (file.type === "chunk" ? file : [])),
  );
}

/** A module that is in no file, as if it were at `path`. */
function moduleOf(path: string, text: string): Plugin {
  return {
    name: "the page's module",
    resolveId: (id) => (id === "entry" ? path : undefined),
    load: (id) => (id === path ? text : undefined),
  };
}

function loadedFirst(chunks: readonly Rolldown.OutputChunk[]): readonly Rolldown.OutputChunk[] {
  const names = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  // A set is walked with what is added meanwhile.
  for (const name of names)
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? [])
      names.add(imported);
  return chunks.filter(({ fileName }) => names.has(fileName));
}

/** Each chunk is a response of its own, so each is compressed by itself. */
function gzipBytesOf(chunks: readonly Rolldown.OutputChunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}

function partsOf(chunks: readonly Rolldown.OutputChunk[]): Pick<BundleSize, "inputs" | "byPackage"> {
  const counted = chunks
    .flatMap(({ modules }) => Object.entries(modules))
    .map(([path, { renderedLength }]) => [relative(projectRoot, path), renderedLength] as const)
    .filter(([, bytes]) => bytes > 0);
  const sums = new Map<string, number>();
  for (const [path, bytes] of counted) sums.set(packageOf(path), (sums.get(packageOf(path)) ?? 0) + bytes);
  return {
    inputs: counted.map(([path]) => path),
    byPackage: [...sums].sort(([, one], [, other]) => other - one),
  };
}

function packageOf(path: string): string {
  const [, installed] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/[^]*$/.exec(path) ?? [];
  const [, workspace] = /^(sdk|protocol)\//.exec(path) ?? [];
  return installed ?? (workspace === undefined ? "the bundler" : `@idos/${workspace}`);
}

/** One row of a table, in KiB. */
export function describeSize({ names, gzipBytes, lazyGzipBytes, byPackage }: BundleSize): string {
  const kib = (bytes: number): string => (bytes / 1024).toFixed(1);
  const from = byPackage.map(([name, bytes]) => `${name} ${kib(bytes)}`).join(", ");
  return [
    `${names.join(" + ").padEnd(34)} ${kib(gzipBytes).padStart(5)} KiB gzip,`,
    `${kib(lazyGzipBytes).padStart(5)} when needed (before minifying: ${from})`,
  ].join(" ");
}
