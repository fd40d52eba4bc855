import { type Delegation, type DidKey, nonceOf, ProblemError, type Session } from "@idos/protocol";
import { challengeCode } from "./challenges.ts";
import { checkSignIn } from "./check-sign-in.ts";
import { requireShort, userIdOfSession } from "./contract-sessions.ts";
import { parseMessage } from "./parse-message.ts";
import type { Parts } from "./parts.ts";
import { invalid } from "./proof.ts";

/**
 * Turns a signed sign-in message into a session of the session key that the request proves. Without that proof
 * anyone could register another's key. Throws the sign-in problems, and PROOF_INVALID for another key's message.
 */
export async function createSession(
  { node, store, codes, signatures, nowSeconds }: Parts,
  delegation: Delegation,
  { provenKey, originHeader }: { provenKey: DidKey; originHeader: string | undefined },
): Promise<Session> {
  const signIn = parseMessage(delegation.message);
  if (signIn === undefined)
    throw new ProblemError("SIGN_IN_MALFORMED", "Build the message as the protocol's formatSignIn does.");
  if (signIn.sessionKey !== provenKey) throw invalid("kid");
  const fault = checkSignIn(signIn, node, originHeader, nowSeconds());
  if (fault !== undefined) throw fault;
  const nonce = nonceOf(signIn, node.origin);
  // Before the signature is looked at, so that one challenge never allows two tries.
  if (nonce === undefined || !(await codes.take(challengeCode(nonce))))
    throw new ProblemError("SIGN_IN_NONCE_UNKNOWN", "Ask for a new challenge and sign that.");
  const { account, sessionKey, scopes } = signIn;
  const signedBy = await signatures.signedText(signIn, delegation.message, delegation.signature);
  if (signedBy === undefined)
    throw new ProblemError("SIGNATURE_INVALID", "The wallet's signature is not by the account.", { account });
  if (signedBy === "contract") requireShort(signIn);
  const contract = signedBy === "contract" ? { checkedAtSeconds: nowSeconds() } : null;
  const expiresAt = Math.floor(signIn.expirationTime.getTime() / 1000);
  const outcome = await store.sessions.createSession({
    ...{ signIn, delegation, contract },
    expiresAtSeconds: expiresAt,
  });
  if (outcome === "taken")
    throw new ProblemError("SESSION_TAKEN", "Make a session key of your own.", { session: sessionKey });
  const found = await store.sessions.session(sessionKey);
  const userId = found === undefined ? null : userIdOfSession(found);
  return { session: sessionKey, account, userId, scopes: [...scopes], expiresAt };
}
