import { malformed } from "./parse.ts";

/** A query's parameters; a name that stands twice is refused, since readers differ on which one counts. */
export function parseQuery(querystring: string): Record<string, string> {
  const parameters = new URLSearchParams(querystring);
  for (const name of parameters.keys())
    if (parameters.getAll(name).length > 1) throw malformed("It stands twice.", `query.${name.slice(0, 64)}`);
  return Object.fromEntries(parameters);
}
