import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/process/project-root.ts";

/** The documents whose TypeScript is held to the packages. */
export const QUICK_STARTS = ["dapp", "issuer", "dashboard"].map((name) => `docs/quick-start/${name}.md`);

export interface Snippet {
  /** The second word of the fence: a program that runs by itself. Undefined of a fragment. */
  readonly program: string | undefined;
  readonly text: string;
  /** Where it starts, as "docs/sdk.md:12". */
  readonly place: string;
}

/** The fenced blocks of TypeScript in a document of this project. */
export function snippetsOf(document: string): Snippet[] {
  const text = readFileSync(join(projectRoot, document), "utf8");
  return [...text.matchAll(/^```ts(?: (\S+))?\n([^]*?)^```$/gm)].map((match) => ({
    program: match[1],
    text: match[2] ?? "",
    place: `${document}:${text.slice(0, match.index).split("\n").length}`,
  }));
}

/** The text of a program of the quick starts. */
export function program(name: string): string {
  const found = QUICK_STARTS.flatMap(snippetsOf).find((snippet) => snippet.program === name);
  if (found === undefined) throw new RangeError(`no quick start has the program ${name}`);
  return found.text;
}

/** Lines with code on them, which is what "in ten lines" counts. */
export function linesOfCode(text: string): number {
  return text.split("\n").filter((line) => !/^\s*(\/\/.*|\/\*\*.*\*\/)?$/.test(line)).length;
}
