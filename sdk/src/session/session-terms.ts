import { type Scope, SCOPES, TIMES } from "@idos/protocol";
import { wholeNumberArgument } from "../errors/argument.ts";
import { IdosError } from "../errors/idos-error.ts";

export interface SessionTerms {
  readonly scopes: readonly Scope[];
  readonly ttlSeconds: number;
}

const TTL_SECONDS_DEFAULT = 3600;

/** What a session may do and for how long, before the wallet is asked to sign it. Throws ARGUMENT_INVALID. */
export function sessionTermsOf(asked: {
  readonly scopes?: readonly Scope[];
  readonly ttlSeconds?: number;
}): SessionTerms {
  const { scopes = SCOPES, ttlSeconds = TTL_SECONDS_DEFAULT } = asked;
  if (!scopes.some((scope) => SCOPES.includes(scope))) {
    const values = { argument: "scopes", value: scopes.join(" ") };
    throw new IdosError("ARGUMENT_INVALID", "scopes: a session needs one scope at least", values);
  }
  const bounds = { min: 1, max: TIMES.sessionTtlSecondsMax };
  return { scopes, ttlSeconds: wholeNumberArgument("ttlSeconds", ttlSeconds, bounds) };
}
