import type { z } from "zod";

/** A benchmark of parts that are measured one by one, whose figures stand in docs/benchmarks.md. */
export interface Bench<Name extends string, Parts extends { readonly [name in Name]?: unknown }> {
  /** Of its files with results. */
  readonly name: string;
  readonly partNames: readonly Name[];
  /** What the parts measured; those that never ran are absent. */
  readonly partsSchema: z.ZodType<Parts>;
  /** Quick: shows in minutes that everything works; its figures say little. */
  measure(part: Name, quick: boolean): Promise<Parts>;
  /** What stands in the page's mark for the part. */
  mark(part: Name): string;
  /** A part's figures in Markdown; undefined where it never ran. */
  figures(part: Name, parts: Parts): string | undefined;
  /** File names below docs/images, and what they hold. */
  charts(parts: Parts): ReadonlyMap<string, string>;
  /** Whether something was measured that is not what it has to be. */
  isWrong(parts: Parts): boolean;
}
