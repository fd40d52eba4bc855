import { z } from "zod";

/** A number as a variable's decimal text or as a file's JSON number. */
const numeric = z
  .unknown()
  .transform((value) => (typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value));

export function integer(min: number, max: number) {
  return numeric.pipe(z.number().int().min(min).max(max));
}

export function seconds(min: number, max: number) {
  return numeric.pipe(z.number().min(min).max(max));
}

/** A list as comma-separated text or as a file's JSON array. */
export function list<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .unknown()
    .transform((value) => (typeof value === "string" ? value.split(",").map((part) => part.trim()) : value))
    .pipe(z.array(z.string()).pipe(z.array(item)));
}

/** JSON in a variable's text, or as it stands in a file. */
export const jsonText = z.unknown().transform((value, context): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});

/** A number of blocks, or a tag of the chain's own. */
export const finality = numeric.pipe(
  z.union([z.number().int().min(0).max(100_000), z.enum(["safe", "finalized"])], {
    error: "a number of blocks, or safe, or finalized",
  }),
);
