import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../scripts/process/project-root.ts";
import type { ApplicationValues } from "./application.ts";
import { program } from "./snippets.ts";

/** Runs a program of the quick starts as the module that it is, and gives what it exports. */
export async function runQuickStart(
  name: string,
  values: Partial<ApplicationValues>,
): Promise<Readonly<Record<string, unknown>>> {
  // Below the project, where "@idos/sdk" is found.
  const folder = await mkdtemp(join(projectRoot, ".idos/quick-start-"));
  const key = `application of ${folder}`;
  Reflect.set(globalThis, key, values);
  try {
    const names = Object.keys(values).join(", ");
    await writeFile(join(folder, "package.json"), `{ "type": "module" }\n`);
    await writeFile(
      join(folder, "application.ts"),
      `export const { ${names} } = Reflect.get(globalThis, ${JSON.stringify(key)});\n`,
    );
    await writeFile(join(folder, "program.ts"), program(name));
    const exported: unknown = await import(pathToFileURL(join(folder, "program.ts")).href);
    if (typeof exported !== "object" || exported === null) throw new TypeError("a module is an object");
    return Object.fromEntries(Object.entries(exported));
  } finally {
    Reflect.deleteProperty(globalThis, key);
    await rm(folder, { recursive: true, force: true });
  }
}
