import {
  type Address,
  type Delegation,
  formatSignIn,
  nonceOf,
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

export interface Drawn {
  readonly node: Origin;
  readonly nonce: string;
}

export interface DelegationTerms {
  readonly signer: Signer;
  readonly account: Address;
  readonly key: SessionKey;
  /** The nodes to be signed in at, each with the nonce that it drew; at least one. */
  readonly drawn: readonly Drawn[];
  readonly pageOrigin: Origin | undefined;
  readonly chainId: number;
  readonly scopes: readonly Scope[];
  readonly ttlSeconds: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Asks the wallet for the one signature that lets the session key act (EIP-4361). */
export async function delegate(terms: DelegationTerms): Promise<Delegation> {
  const { drawn } = terms;
  const site = terms.pageOrigin ?? drawn[0]?.node;
  if (site === undefined) throw new TypeError("a sign-in is for one node at least");
  const signIn: SignIn = {
    domain: originHost(site),
    account: terms.account,
    sessionKey: terms.key.did,
    chainId: terms.chainId,
    nonce: drawn.map(({ nonce }) => nonce).join(""),
    issuedAt: new Date(terms.nowMs),
    expirationTime: new Date(terms.nowMs + terms.ttlSeconds * 1000),
    nodes: drawn.map(({ node }) => node),
    scopes: SCOPES.filter((scope) => terms.scopes.includes(scope)),
  };
  const message = formatSignIn(signIn);
  const read = parseSignIn(message);
  // A nonce is a node's: one with line breaks in it could put words into the person's mouth.
  if (read === undefined || drawn.some(({ node, nonce }) => nonceOf(read, node) !== nonce))
    throw malformedAnswer("challenges", 200, "the nonce does not fit a sign-in message");
  return { message, signature: await signText(terms.signer, message) };
}
