import type { Range } from "./syntax-tree.ts";

/** A file's text, addressed by bytes as solc does. */
export class SourceFile {
  readonly path: string;
  readonly #bytes: Buffer;

  constructor(path: string, content: string) {
    this.path = path;
    this.#bytes = Buffer.from(content);
  }

  read({ start, end }: Range): string {
    return this.#bytes.subarray(start, end).toString();
  }

  /** The whole text with `replacement` in the range's place. */
  replace({ start, end }: Range, replacement: string): string {
    return this.#bytes.subarray(0, start).toString() + replacement + this.#bytes.subarray(end).toString();
  }

  /** The range grown to whole lines. */
  lines({ start, end }: Range): Range {
    const newline = this.#bytes.indexOf("\n", end);
    return {
      start: this.#bytes.lastIndexOf("\n", start - 1) + 1,
      end: newline === -1 ? this.#bytes.length : newline,
    };
  }

  /** The range with the semicolon behind it. */
  throughSemicolon({ start, end }: Range): Range {
    const tail = this.#bytes.subarray(end).toString();
    const semicolon = /^\s*;/.exec(tail);
    return { start, end: end + (semicolon?.[0].length ?? 0) };
  }
}
