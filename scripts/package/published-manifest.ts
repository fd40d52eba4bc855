import * as z from "zod";

/** What the packages' own package.json say; more is refused, so that nothing new is published unseen. */
const manifestSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  private: z.literal(true),
  description: z.string(),
  license: z.string(),
  type: z.literal("module"),
  sideEffects: z.literal(false),
  engines: z.record(z.string(), z.string()),
  exports: z.strictObject({ ".": z.literal("./src/index.ts") }),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/** The package.json of a package as it is published: compiled JavaScript in place of the sources. */
export function publishedManifest(text: string): string {
  const { name, version, description, license, type, sideEffects, engines, dependencies } =
    manifestSchema.parse(JSON.parse(text));
  const published = {
    ...{ name, version, description, license, type, sideEffects, engines },
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    files: ["dist"],
    dependencies,
  };
  return `${JSON.stringify(published, undefined, 2)}\n`;
}
