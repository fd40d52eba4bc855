import { readFileSync } from "node:fs";
import type { z } from "zod";

/** Of a file here, read by its schema. */
export function loadVectors<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8")));
}
