import type { ProblemCode } from "@idos/protocol";

/** Of every route: no request is so good that these cannot be the answer. */
export const ANY_ROUTE = [
  "MALFORMED_REQUEST",
  "URI_TOO_LONG",
  "HEADERS_TOO_LARGE",
  "REQUEST_TIMEOUT",
  "RATE_LIMITED",
  "INTERNAL",
  "OVERLOADED",
  "DEPENDENCY_UNAVAILABLE",
] as const satisfies readonly ProblemCode[];

/** Of a route that takes a proof. */
export const KEY_PROVEN = [
  "PROOF_MISSING",
  "PROOF_INVALID",
  "PROOF_EXPIRED",
  "PROOF_REPLAYED",
] as const satisfies readonly ProblemCode[];

/** Of a route that takes a session. */
export const SIGNED_IN = [
  ...KEY_PROVEN,
  "SESSION_UNKNOWN",
  "SESSION_EXPIRED",
] as const satisfies readonly ProblemCode[];

/** Of a route that reads a body. */
export const BODY_READ = [
  "MEDIA_TYPE_UNSUPPORTED",
  "BODY_TOO_LARGE",
] as const satisfies readonly ProblemCode[];

/** Of a route for the caller's own user. */
export const OWN_USER = ["SCOPE_MISSING", "NO_USER"] as const satisfies readonly ProblemCode[];
