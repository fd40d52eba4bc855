import * as z from "zod";

/** A module's path in the workspace. */
const sourceSchema = z.templateLiteral(["./src/", z.string().regex(/^[\w/-]+$/), ".ts"]);

/** What the packages' own package.json say; more is refused, so that nothing new is published unseen. */
const manifestSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  private: z.literal(true),
  description: z.string(),
  license: z.string(),
  type: z.literal("module"),
  sideEffects: z.union([z.literal(false), z.array(sourceSchema)]),
  engines: z.record(z.string(), z.string()),
  exports: z.record(z.string(), sourceSchema),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/** The package.json of a package as it is published: compiled JavaScript in place of the sources. */
export function publishedManifest(text: string): string {
  const { name, version, description, license, type, engines, dependencies, ...own } = manifestSchema.parse(
    JSON.parse(text),
  );
  const entries = Object.entries(own.exports).map(
    ([entry, source]) =>
      [entry, { types: compiled(source, ".d.ts"), default: compiled(source, ".js") }] as const,
  );
  const published = {
    ...{ name, version, description, license, type, engines },
    sideEffects: own.sideEffects && own.sideEffects.map((source) => compiled(source, ".js")),
    exports: Object.fromEntries(entries),
    files: ["dist"],
    dependencies,
  };
  return `${JSON.stringify(published, undefined, 2)}\n`;
}

function compiled(source: string, ending: string): string {
  return source.replace(/^\.\/src\//, "./dist/").replace(/\.ts$/, ending);
}
