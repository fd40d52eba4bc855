import { ProblemError } from "@idos/protocol";
import type { z } from "zod";

/** `value` as `schema` reads it; throws MALFORMED_REQUEST naming the first place that does not fit. */
export function parse<Output>(schema: z.ZodType<Output>, value: unknown, part: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [part, ...(issue?.path ?? [])].map(String).join(".").slice(0, 200);
  throw malformed(issue?.message.slice(0, 200) ?? "It is not of the documented form.", path);
}

export function malformed(detail: string, path: string): ProblemError {
  return new ProblemError("MALFORMED_REQUEST", detail, { path });
}
