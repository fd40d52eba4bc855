import { byId } from "../../page/element.ts";
import { type Person, personSchema } from "../person.ts";

const FIELDS = ["name", "birthDate", "country"] as const;

/** What is typed, or undefined where something is wrong: each fault then stands beside its field, and the first has the focus. */
export function readForm(): Person | undefined {
  const inputs = FIELDS.map((name) => byId(name, HTMLInputElement));
  const typed = Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
  const parsed = personSchema.safeParse(typed);
  // Of several the first counts: what is no date is not in the future either.
  const issues = (parsed.error?.issues ?? []).toReversed();
  const faults = new Map(issues.map(({ path, message }) => [path[0], message]));
  for (const input of inputs) {
    const fault = faults.get(input.name);
    input.setAttribute("aria-invalid", String(fault !== undefined));
    byId(`${input.name}-fault`, HTMLElement).textContent = fault ?? "";
  }
  inputs.find(({ name }) => faults.has(name))?.focus();
  return parsed.data;
}
