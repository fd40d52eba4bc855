import {
  type Address,
  type Delegation,
  formatSignIn,
  originHost,
  parseSignIn,
  type Origin,
  type Scope,
  SCOPES,
  type SignIn,
} from "@idos/protocol";
import type { Signer } from "ethers";
import { malformedAnswer } from "../http/transport.ts";
import type { SessionKey } from "./session-key.ts";
import { signText } from "./wallet.ts";

export interface DelegationTerms {
  readonly signer: Signer;
  readonly account: Address;
  readonly key: SessionKey;
  readonly node: Origin;
  readonly pageOrigin: Origin | undefined;
  readonly chainId: number;
  readonly nonce: string;
  readonly scopes: readonly Scope[];
  readonly ttlSeconds: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Asks the wallet for the one signature that lets the session key act (EIP-4361). */
export async function delegate(terms: DelegationTerms): Promise<Delegation> {
  const signIn: SignIn = {
    domain: originHost(terms.pageOrigin ?? terms.node),
    account: terms.account,
    sessionKey: terms.key.did,
    chainId: terms.chainId,
    nonce: terms.nonce,
    issuedAt: new Date(terms.nowMs),
    expirationTime: new Date(terms.nowMs + terms.ttlSeconds * 1000),
    nodes: [terms.node],
    scopes: SCOPES.filter((scope) => terms.scopes.includes(scope)),
  };
  const message = formatSignIn(signIn);
  // The nonce is the node's: one with line breaks in it could put words into the person's mouth.
  if (parseSignIn(message)?.nonce !== terms.nonce)
    throw malformedAnswer("challenges", 200, "the nonce does not fit a sign-in message");
  return { message, signature: await signText(terms.signer, message) };
}
