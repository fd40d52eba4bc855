import { element } from "../../page/element.ts";
import type { Terms } from "./backend.ts";

/** In a person's words where there are some. */
const NAMES: Readonly<Record<string, string>> = { age_over_18: "Whether you are 18 or older" };

export function showTerms(list: HTMLElement, { records, purpose, expiresInDays, grantee }: Terms): void {
  const claims = records.flatMap(({ claims: asked }) => asked.map((claim) => NAMES[claim] ?? claim));
  const facts = [
    ["We will see", claims.join(", ")],
    ["What for", purpose],
    ["For how long", `${expiresInDays} days, or until you end it`],
    ["Who reads it", grantee],
  ] as const;
  list.replaceChildren(...facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
}
