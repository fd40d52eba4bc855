import { CHAIN_VARIABLES, CHAINS_VARIABLE, chainSettings, configVariables } from "@idos/node";
import type { z } from "zod";

/** The tables of a node's settings, from the very schemas that parse them. */
export function renderSettings(): string {
  const names: Readonly<Record<string, string>> = CHAIN_VARIABLES;
  const chain = Object.entries(chainSettings.shape).map(
    ([field, schema]) => `| \`${names[field] ?? field}\` | \`${field}\` ${cells(schema)}`,
  );
  const others = Object.entries(configVariables.shape).map(
    ([name, schema]) => `| \`${name}\` ${cells(schema)}`,
  );
  return [
    `The chain, for a node that follows one; for more, the same by the name in the second column in \`${CHAINS_VARIABLE}\`:`,
    "",
    `| variable | in \`${CHAINS_VARIABLE}\` | sets | default |`,
    "|---|---|---|---|",
    ...chain,
    "",
    "All else:",
    "",
    "| variable | sets | default |",
    "|---|---|---|",
    ...others,
  ].join("\n");
}

function cells(schema: z.ZodType): string {
  return `| ${schema.description ?? ""} | ${defaultOf(schema)} |`;
}

function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return "must be set";
  if (parsed.data === undefined) return "none";
  const text = JSON.stringify(parsed.data);
  return text === "[]" ? "none" : `\`${text.replace(/^"|"$/g, "")}\``;
}
