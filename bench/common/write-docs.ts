import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../scripts/process/project-root.ts";
import type { Bench } from "./bench.ts";
import { putBetween } from "./put-between.ts";
import { renderPart } from "./render.ts";
import type { Results } from "./results.ts";

const PAGE = join(projectRoot, "docs/benchmarks.md");
const IMAGES = join(projectRoot, "docs/images");

/** Puts the figures between their marks in docs/benchmarks.md, and draws the images it shows. */
export async function writeDocs<Name extends string, Parts extends { readonly [name in Name]?: unknown }>(
  bench: Bench<Name, Parts>,
  results: Results<Parts>,
): Promise<void> {
  let page = await readFile(PAGE, "utf8");
  for (const name of bench.partNames) {
    const figures = renderPart(bench, name, results);
    if (figures !== undefined) page = putBetween(page, bench.mark(name), figures);
  }
  await writeFile(PAGE, page);
  await mkdir(IMAGES, { recursive: true });
  for (const [file, svg] of bench.charts(results.parts)) await writeFile(join(IMAGES, file), svg);
}
