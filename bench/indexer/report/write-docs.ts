import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../scripts/process/project-root.ts";
import { PART_NAMES } from "../measure/parts.ts";
import type { Results } from "../results.ts";
import { charts } from "./charts.ts";
import { renderPart } from "./render.ts";

const PAGE = join(projectRoot, "docs/benchmarks.md");
const IMAGES = join(projectRoot, "docs/images");

/** Puts the figures between their marks in docs/benchmarks.md, and draws the images it shows. */
export async function writeDocs(results: Results): Promise<void> {
  let page = await readFile(PAGE, "utf8");
  for (const name of PART_NAMES) {
    const figures = renderPart(name, results);
    if (figures !== undefined) page = putBetween(page, `<!-- figures: ${name} -->`, figures);
  }
  await writeFile(PAGE, page);
  await mkdir(IMAGES, { recursive: true });
  for (const [file, svg] of charts(results.parts)) await writeFile(join(IMAGES, file), svg);
}

const END = "<!-- end of figures -->";

function putBetween(page: string, mark: string, text: string): string {
  const start = page.indexOf(mark);
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`the page has no ${mark} with an end`);
  return `${page.slice(0, start + mark.length)}\n\n${text}\n\n${page.slice(end)}`;
}
