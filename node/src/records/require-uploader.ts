import { authorize } from "../access/authorize.ts";
import { isProvider } from "../access/is-provider.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";

/**
 * Whether the caller may upload envelopes. An issuer who is no provider of this node needs an entry of her own,
 * whatever write grants she has. Throws SCOPE_MISSING or NO_USER.
 */
export function requireUploader({ node, nowSeconds }: Parts, principal: Principal): void {
  const resource = { kind: "staging", isProvider: isProvider(node, principal) } as const;
  requireAllowed(authorize(principal, "write", resource, null, nowSeconds()));
}
