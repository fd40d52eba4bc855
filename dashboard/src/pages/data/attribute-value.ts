import type { JsonValue } from "@idos/sdk";
import * as z from "zod";

/** What a form shows of a value: text as it stands, anything else as JSON. */
export function shownValue(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type TypedValue = { readonly value: JsonValue } | { readonly fault: string };

/** What is typed in the place of `before` stays text where that was text, and JSON where it was not. */
export function typedValue(text: string, before: JsonValue = ""): TypedValue {
  if (text.trim() === "") return { fault: "Type something first." };
  if (typeof before === "string") return { value: text.trim() };
  try {
    return { value: z.json().parse(JSON.parse(text)) };
  } catch {
    return { fault: "This entry holds structured data: keep it valid JSON." };
  }
}
