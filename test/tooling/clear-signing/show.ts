import { z } from "zod";
import type { Format, ShownField } from "./schema.ts";

/** What a wallet would show. */
export interface Shown {
  readonly sentence: string;
  readonly lines: readonly string[];
}

/** Values by name: what a call or a message holds. */
const values = z.record(z.string(), z.unknown());
type Values = z.infer<typeof values>;

/** A wallet in short: knows no names, shows what must be shown. Throws for a path that leads nowhere. */
export function show({ intent, interpolatedIntent, fields }: Format, data: unknown): Shown {
  const all = values.parse(data);
  const lines = fields.flatMap((field) => {
    if (!("fields" in field)) return lineOf(field, all);
    const elements = z.array(values).parse(at(all, field.path.slice(0, -".[]".length)));
    return elements.flatMap((element) => field.fields.flatMap((each) => lineOf(each, element)));
  });
  const sentence = (interpolatedIntent ?? intent).replace(/\{(.+?)\}/g, (_, path: string) => {
    const field = fields.find((each) => each.path === path);
    if (field === undefined || "fields" in field || field.visible !== undefined)
      throw new Error(`${path} is said, and not always shown`);
    return formatted(field, at(all, path));
  });
  return { sentence, lines };
}

function at(data: Values, path: string): unknown {
  if (!Object.hasOwn(data, path)) throw new Error(`nothing at ${path}`);
  return data[path];
}

function lineOf(field: ShownField, data: Values): string[] {
  const value = at(data, field.path);
  return isVisible(field, value) ? [`${field.label}: ${formatted(field, value)}`] : [];
}

function isVisible({ visible = "always" }: ShownField, value: unknown): boolean {
  return typeof visible === "string" ? visible === "always" : !visible.ifNotIn.includes(String(value));
}

function formatted({ format }: ShownField, value: unknown): string {
  if (format !== "date") return z.coerce.string().parse(value);
  const date = new Date(Number(z.bigint().parse(value)) * 1000);
  return Number.isNaN(date.valueOf()) ? "no date" : date.toISOString().slice(0, 10);
}
