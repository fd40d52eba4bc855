import type { JsonSchema } from "../json-schemas.ts";
import { html, type Html } from "./html.ts";

type Child = JsonSchema | boolean;

/** What a value looks like, in words, with the fields of an object below. */
export function renderSchema(schema: Child): Html {
  if (typeof schema === "boolean") return html`anything`;
  const { $ref, anyOf, properties } = schema;
  if ($ref !== undefined) return reference($ref);
  if (anyOf !== undefined) return alternatives(anyOf);
  if (schema.enum !== undefined) return alternatives(schema.enum.map((value) => ({ const: value })));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.type === "array")
    return html`list of${bounds(schema.minItems, schema.maxItems)} ${items(schema)}`;
  if (schema.type !== "object") return scalar(schema);
  return properties === undefined
    ? html`object${entries(schema)}`
    : fields(properties, schema.required ?? []);
}

function reference($ref: string): Html {
  const name = $ref.split("/").at(-1) ?? "";
  return html`<a href="#${name}">${name}</a>`;
}

function alternatives(schemas: readonly JsonSchema[]): Html {
  return html`${schemas.map((schema, index) => html`${index === 0 ? "" : " or "}${renderSchema(schema)}`)}`;
}

function items({ items: item }: JsonSchema): Html {
  return item === undefined || Array.isArray(item) ? html`anything` : renderSchema(item);
}

function entries({ additionalProperties: value }: JsonSchema): Html {
  return value === undefined || typeof value === "boolean"
    ? html``
    : html` of names to ${renderSchema(value)}`;
}

function fields(properties: Readonly<Record<string, Child>>, required: readonly string[]): Html {
  const rows = Object.entries(properties).map(
    ([name, property]) =>
      html`<li>
        <code>${name}</code>${required.includes(name) ? "" : " (optional)"}: ${renderSchema(property)}
      </li>`,
  );
  return rows.length === 0
    ? html`an object without fields`
    : html`object
        <ul class="fields">
          ${rows}
        </ul>`;
}

function scalar({ type, pattern, minLength, maxLength, minimum, maximum }: JsonSchema): Html {
  const name = type === "string" ? "text" : Array.isArray(type) ? type.join(" or ") : (type ?? "anything");
  const length = bounds(minLength, maxLength);
  const size = bounds(minimum, maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum);
  return html`${name}${length}${size}${pattern === undefined ? "" : html` <code class="pattern">${pattern}</code>`}`;
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === Number.MIN_SAFE_INTEGER) return bounds(undefined, max);
  if (min === undefined) return max === undefined ? "" : ` up to ${max}`;
  return max === undefined ? ` from ${min}` : ` ${min} to ${max}`;
}
