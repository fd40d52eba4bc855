import { join } from "node:path";
import * as z from "zod";
import { buildPackages, packagesFolder, PUBLISHED } from "./build-packages.ts";
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
  await buildPackages();
  return Promise.all(
    PUBLISHED.map(async (part) => {
      const printed = await npm(join(packagesFolder, part), "pack", "--json", "--pack-destination", folder);
      const [{ name, filename, size, files }] = packedSchema.parse(JSON.parse(printed));
      return {
        name,
        file: join(folder, filename),
        contents: files.map(({ path }) => path),
        bytes: size,
      };
    }),
  );
}
