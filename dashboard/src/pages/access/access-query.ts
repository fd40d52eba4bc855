import { GRANT_STATES, type GrantState } from "./grant-state.ts";

export const SORTS = ["newest", "expiry", "grantee"] as const;
export const GROUPINGS = ["grantee", "record"] as const;

/** What the view shows: it stands in the URL, so that a link and the back button keep it. */
export interface AccessQuery {
  readonly search: string;
  /** "current": all that is not over. */
  readonly state: GrantState | "current" | "all";
  readonly sort: (typeof SORTS)[number];
  readonly by: (typeof GROUPINGS)[number];
}

export const STATE_CHOICES = ["current", "all", ...GRANT_STATES] as const;

const DEFAULTS: AccessQuery = { search: "", state: "current", sort: "newest", by: "grantee" };

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  text: string | null,
  otherwise: Choice,
): Choice {
  return choices.find((choice) => choice === text) ?? otherwise;
}

/** What a URL does not say, or says in words that are not known, is as at first. */
export function parseAccessQuery(params: URLSearchParams): AccessQuery {
  return {
    search: params.get("search") ?? DEFAULTS.search,
    state: oneOf(STATE_CHOICES, params.get("state"), DEFAULTS.state),
    sort: oneOf(SORTS, params.get("sort"), DEFAULTS.sort),
    by: oneOf(GROUPINGS, params.get("by"), DEFAULTS.by),
  };
}

export function accessQueryParams(query: AccessQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of ["search", "state", "sort", "by"] as const)
    if (query[name] !== DEFAULTS[name]) params.set(name, query[name]);
  return params;
}
