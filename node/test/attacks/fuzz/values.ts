import * as fc from "fast-check";
import { type JsonSchema, namedJsonSchemas } from "../../../src/http/openapi/json-schemas.ts";

const named = namedJsonSchemas();

/** Values that exist at the node, to be drawn where their form fits. */
export type Known = readonly string[];

const TEXT_CHARACTERS_MAX = 64;
const ITEMS_MAX = 3;

/** Draws what the schema lets pass, or nearly so: what JSON Schema cannot say of it is not kept. */
export function valuesOf(schema: JsonSchema | boolean, known: Known): fc.Arbitrary<unknown> {
  if (typeof schema === "boolean") return fc.jsonValue();
  const { $ref, anyOf, properties } = schema;
  if ($ref !== undefined) return valuesOf(referred($ref), known);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => valuesOf(one, known)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case "string":
      return texts(schema, known);
    case "integer":
    case "number":
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1e6, 2 ** 31) });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(itemsOf(schema, known), { minLength: schema.minItems ?? 0, maxLength: ITEMS_MAX });
    case "object":
      return properties === undefined ? entries(schema, known) : fields(schema, properties, known);
    case "null":
      return fc.constant(null);
    case undefined:
      break;
  }
  return fc.jsonValue();
}

/** Fails where there is none: anything at all in its place would be refused, and nothing be tried. */
function referred($ref: string): JsonSchema {
  const schema = named[$ref.split("/").at(-1) ?? ""];
  if (schema === undefined) throw new Error(`there is no schema ${$ref}`);
  return schema;
}

function itemsOf({ items }: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  return items === undefined || Array.isArray(items) ? fc.jsonValue() : valuesOf(items, known);
}

function entries({ additionalProperties = true }: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  return fc.dictionary(fc.string({ maxLength: 8 }), valuesOf(additionalProperties, known), {
    maxKeys: ITEMS_MAX,
  });
}

function fields(
  { required = [] }: JsonSchema,
  properties: Readonly<Record<string, JsonSchema | boolean>>,
  known: Known,
): fc.Arbitrary<unknown> {
  const values = Object.entries(properties).map(
    ([name, property]) => [name, valuesOf(property, known)] as const,
  );
  return fc.record(Object.fromEntries(values), { requiredKeys: required });
}

function texts({ pattern, maxLength = TEXT_CHARACTERS_MAX }: JsonSchema, known: Known): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ maxLength: Math.min(maxLength, TEXT_CHARACTERS_MAX) });
  const form = new RegExp(pattern);
  const fitting = known.filter((text) => form.test(text));
  const drawn = fc.stringMatching(form);
  return fitting.length === 0 ? drawn : fc.oneof(drawn, fc.constantFrom(...fitting));
}

/** What no schema lets pass, or hardly any. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, "", "0x", "null", "__proto__", "\u0000", "\ud800", "' or 1=1 --", "../../etc/passwd", "%s%n"],
    ...[-1, 0.5, 1e308, 2 ** 53, true, [], {}, [[]], { constructor: { prototype: {} } }, "a".repeat(5_000)],
  ),
  fc.jsonValue(),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** A value with one of its parts, or the whole, replaced, left out, or joined by another. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, hostile, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }))
    .map(([valid, bad, choices]) => mutate(valid, bad, choices));
}

function mutate(value: unknown, bad: unknown, [choice = 0, ...rest]: readonly number[]): unknown {
  if (typeof value !== "object" || value === null || choice % 5 === 0) return bad;
  const entriesOf: [string, unknown][] = Object.entries(value);
  const index = choice % (entriesOf.length + 1);
  const changed = entriesOf.flatMap(([name, part], at): [string, unknown][] => {
    if (at !== index) return [[name, part]];
    return choice % 3 === 0 ? [] : [[name, mutate(part, bad, rest)]];
  });
  if (index === entriesOf.length) changed.push(["unknown", bad]);
  return Array.isArray(value) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}
