import {
  originHost,
  originSchema,
  ProblemError,
  type Scope,
  SCOPES,
  type SignIn,
  TIMES,
} from "@idos/protocol";
import type { NodeIdentity } from "./node-identity.ts";

/**
 * What is wrong with a well-formed sign-in message, its nonce and signature aside. `originHeader` is the
 * request's Origin header: a browser sets it to the page's own, a backend sends none.
 */
export function checkSignIn(
  signIn: SignIn,
  node: NodeIdentity,
  originHeader: string | undefined,
  nowSeconds: number,
): ProblemError | undefined {
  const site = siteOf(node, originHeader);
  if (site?.host !== signIn.domain)
    return new ProblemError(
      "SIGN_IN_DOMAIN_MISMATCH",
      "The message's domain is not the site that sends it.",
      {
        domain: signIn.domain,
        expected: site?.host ?? null,
      },
    );
  const unlisted = signIn.scopes.find((scope) => !site.scopes.includes(scope));
  if (unlisted !== undefined)
    return new ProblemError("SCOPE_NOT_ALLOWED", "This node's operator does not allow the site this scope.", {
      scope: unlisted,
      site: site.host,
    });
  if (!node.chains.some(({ chainId }) => chainId === signIn.chainId))
    return new ProblemError(
      "SIGN_IN_CHAIN_MISMATCH",
      "The message names a chain that the node does not follow.",
      {
        chainId: signIn.chainId,
        expected: node.chains.map(({ chainId }) => chainId).join(),
      },
    );
  if (!signIn.nodes.includes(node.origin))
    return new ProblemError("SIGN_IN_NODE_MISMATCH", "The message's resources do not name this node.", {
      expected: node.origin,
    });
  return checkTimes(signIn, nowSeconds);
}

/** A backend has no site; it signs for the node's own host, and its operator chooses its scopes. */
function siteOf(
  node: NodeIdentity,
  originHeader: string | undefined,
): { host: string; scopes: readonly Scope[] } | undefined {
  if (originHeader === undefined) return { host: originHost(node.origin), scopes: SCOPES };
  const origin = originSchema.safeParse(originHeader).data;
  if (origin === undefined) return undefined;
  return { host: originHost(origin), scopes: node.origins.get(origin) ?? [] };
}

function checkTimes(signIn: SignIn, nowSeconds: number): ProblemError | undefined {
  const issuedAt = signIn.issuedAt.getTime() / 1000;
  const expiresAt = signIn.expirationTime.getTime() / 1000;
  const refuse = (detail: string): ProblemError =>
    new ProblemError("SIGN_IN_EXPIRED", detail, { issuedAt, expiresAt, nodeTime: nowSeconds });
  if (issuedAt > nowSeconds + TIMES.clockSkewSeconds) return refuse("Issued At is in the future.");
  if (issuedAt < nowSeconds - TIMES.signInAgeSecondsMax) return refuse("Issued At is too long ago.");
  if (expiresAt <= nowSeconds) return refuse("Expiration Time has passed.");
  if (expiresAt > issuedAt + TIMES.sessionTtlSecondsMax) return refuse("Expiration Time is too far away.");
  return undefined;
}
