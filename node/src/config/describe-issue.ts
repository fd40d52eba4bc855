import type { z } from "zod";

/** What is wrong with one setting, by its name and never with a value, which may be a secret. */
export function describeIssue(
  issue: z.core.$ZodIssue,
  values: Readonly<Record<string, unknown>>,
  nameOf: (key: string) => string,
): string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${nameOf(key)}: there is no such setting`);
  const [key = "?", ...rest] = issue.path.map(String);
  const where = rest.length === 0 ? "" : ` (at ${rest.join(".")})`;
  return [`${nameOf(key)}: ${key in values ? issue.message : "it must be set"}${where}`];
}
