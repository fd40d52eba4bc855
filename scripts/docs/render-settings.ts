import { configVariables } from "@idos/node";
import type { z } from "zod";

/** The table of a node's settings, from the very schema that parses them. */
export function renderSettings(): string {
  const rows = Object.entries(configVariables.shape).map(([name, schema]) => {
    return `| \`${name}\` | ${schema.description ?? ""} | ${defaultOf(schema)} |`;
  });
  return ["| variable | sets | default |", "|---|---|---|", ...rows].join("\n");
}

function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return "must be set";
  if (parsed.data === undefined) return "none";
  const text = JSON.stringify(parsed.data);
  return text === "[]" ? "none" : `\`${text.replace(/^"|"$/g, "")}\``;
}
