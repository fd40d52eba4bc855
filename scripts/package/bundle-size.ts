import { build, type Metafile } from "esbuild";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../process/project-root.ts";

/** What a page that imports some names of the SDK loads, without ethers and libsodium. */
export interface BundleSize {
  readonly names: readonly string[];
  readonly bytes: number;
  readonly gzipBytes: number;
  /** The files that are part of it, by path from the project's root. */
  readonly inputs: readonly string[];
  /** Minified bytes by package, largest first. */
  readonly byPackage: readonly (readonly [name: string, bytes: number])[];
}

/** ethers is the application's own; libsodium and the judge of passwords are chunks that are fetched when first needed. */
const NOT_COUNTED = ["ethers", "libsodium-wrappers-sumo", "@zxcvbn-ts/*"];

/** Bundles these exports of the SDK as an application's bundler does: minified, with unused code left out. */
export async function bundleSize(names: readonly string[]): Promise<BundleSize> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: `export { ${names.join()} } from "@idos/sdk";`, resolveDir: join(projectRoot, "sdk") },
    absWorkingDir: projectRoot,
    external: NOT_COUNTED,
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022" },
    ...{ write: false, metafile: true, legalComments: "none" },
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  return { names, bytes: contents.length, gzipBytes: gzipSync(contents).length, ...parts(metafile) };
}

function parts({ outputs }: Metafile): Pick<BundleSize, "inputs" | "byPackage"> {
  const counted = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const)
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
  return installed ?? `@idos/${path.split("/")[0] ?? ""}`;
}

/** One row of a table, in KiB. */
export function describeSize({ names, gzipBytes, byPackage }: BundleSize): string {
  const kib = (bytes: number): string => (bytes / 1024).toFixed(1);
  const from = byPackage.map(([name, bytes]) => `${name} ${kib(bytes)}`).join(", ");
  return `${names.join(" + ").padEnd(34)} ${kib(gzipBytes).padStart(5)} KiB gzip (minified: ${from})`;
}
