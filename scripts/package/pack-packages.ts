import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { projectRoot } from "../process/project-root.ts";
import { buildPackages, PUBLISHED } from "./build-packages.ts";
import { npm } from "./npm.ts";

/** One package as npm packed it. */
export interface PackedPackage {
  readonly name: string;
  /** Path of the tarball. */
  readonly file: string;
  /** What it holds, by path. */
  readonly contents: readonly string[];
  readonly bytes: number;
}

const packedSchema = z.tuple([
  z.object({
    name: z.string(),
    filename: z.string(),
    size: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
]);

/** Builds the published packages and packs each into a tarball in `folder`. */
export async function packPackages(folder: string): Promise<readonly PackedPackage[]> {
  const built = await mkdtemp(join(projectRoot, ".idos/packages-"));
  try {
    await buildPackages(built);
    return await Promise.all(PUBLISHED.map((part) => pack(join(built, part), folder)));
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

async function pack(built: string, folder: string): Promise<PackedPackage> {
  const printed = await npm(built, "pack", "--json", "--pack-destination", folder);
  const [{ name, filename, size, files }] = packedSchema.parse(JSON.parse(printed));
  const contents = files.map(({ path }) => path);
  return { name, file: join(folder, filename), contents, bytes: size };
}
