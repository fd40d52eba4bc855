import { getAddress } from "ethers";
import * as z from "zod";
import { type DidKey, didKeySchema } from "./did-key.ts";
import { LIMITS } from "./limits.ts";
import { type Origin, originSchema } from "./origin.ts";
import { type Address, addressSchema } from "./primitives.ts";
import { type Scope, SCOPES, scopeFromResource, scopeToResource } from "./scopes.ts";

/**
 * The one message a person signs to sign in (EIP-4361): it delegates to a session key, for named nodes,
 * with named scopes, until a named time. Possession of the session key is then proved in each request.
 */
export interface SignIn {
  /** Host of the page that asks for the signature. */
  readonly domain: string;
  readonly account: Address;
  /** The session key that is delegated to; the message's URI. */
  readonly sessionKey: DidKey;
  readonly chainId: number;
  /** What each of the nodes drew for this message, in their order: see `nonceOf`. */
  readonly nonce: string;
  readonly issuedAt: Date;
  readonly expirationTime: Date;
  /** Nodes at which the session may be opened; at least one, and each once. */
  readonly nodes: readonly Origin[];
  /** At least one, in the order of SCOPES. */
  readonly scopes: readonly Scope[];
}

export const SIGN_IN_STATEMENT =
  "Sign in to idOS. This lets this page act for you at the nodes listed below until it expires. It moves no money and grants nobody access.";

const FORM =
  /^(?<domain>[^\s/]{1,255}) wants you to sign in with your Ethereum account:\n(?<account>0x[0-9a-fA-F]{40})\n\n(?<statement>[^\n]+)\n\nURI: (?<uri>[^\n]+)\nVersion: 1\nChain ID: (?<chainId>[1-9][0-9]{0,15})\nNonce: (?<nonce>[a-zA-Z0-9]+)\nIssued At: (?<issuedAt>[^\n]+)\nExpiration Time: (?<expirationTime>[^\n]+)\nResources:(?<resources>(?:\n- [^\n]+)+)$/;

const fieldsSchema = z.object({
  domain: z.string(),
  account: addressSchema,
  uri: didKeySchema,
  chainId: z.coerce.number().int(),
  nonce: z.string(),
  issuedAt: z.iso.datetime().transform((text) => new Date(text)),
  expirationTime: z.iso.datetime().transform((text) => new Date(text)),
  resources: z.string().transform((text) => text.split("\n- ").slice(1)),
});

/** The exact text to sign. Times carry milliseconds, as `Date.toISOString` prints them. */
export function formatSignIn(signIn: SignIn): string {
  const resources = [...signIn.nodes, ...signIn.scopes.map(scopeToResource)];
  return [
    `${signIn.domain} wants you to sign in with your Ethereum account:`,
    getAddress(signIn.account),
    "",
    SIGN_IN_STATEMENT,
    "",
    `URI: ${signIn.sessionKey}`,
    "Version: 1",
    `Chain ID: ${signIn.chainId}`,
    `Nonce: ${signIn.nonce}`,
    `Issued At: ${signIn.issuedAt.toISOString()}`,
    `Expiration Time: ${signIn.expirationTime.toISOString()}`,
    "Resources:",
    ...resources.map((resource) => `- ${resource}`),
  ].join("\n");
}

/**
 * Reads a sign-in message, or returns undefined. Only a message that `formatSignIn` would print is
 * accepted, so nothing can hide in a field that one reader looks at and another does not.
 */
export function parseSignIn(message: string): SignIn | undefined {
  if (message.length > LIMITS.signInMessageBytesMax) return undefined;
  const fields = fieldsSchema.safeParse(FORM.exec(message)?.groups).data;
  if (fields === undefined) return undefined;
  const nodes = z
    .array(originSchema)
    .safeParse(fields.resources.filter((text) => /^https?:/.test(text))).data;
  const scopes = SCOPES.filter((scope) => fields.resources.some((text) => scopeFromResource(text) === scope));
  if (nodes === undefined || !areNodes(nodes) || scopes.length === 0) return undefined;
  const { domain, account, uri: sessionKey, chainId, nonce, issuedAt, expirationTime } = fields;
  const times = { issuedAt, expirationTime };
  const signIn: SignIn = { domain, account, sessionKey, chainId, nonce, ...times, nodes, scopes };
  if (nonce.length !== nodes.length * LIMITS.nonceCharacters) return undefined;
  return formatSignIn(signIn) === message ? signIn : undefined;
}

function areNodes(nodes: readonly Origin[]): boolean {
  return nodes.length > 0 && nodes.length <= LIMITS.signInNodesMax && new Set(nodes).size === nodes.length;
}

/**
 * The nonce that this node drew: its part of the message's, by its place among the nodes and nothing else. Undefined where
 * the message does not name it.
 */
export function nonceOf({ nodes, nonce }: Pick<SignIn, "nodes" | "nonce">, node: Origin): string | undefined {
  const at = nodes.indexOf(node);
  if (at === -1) return undefined;
  return nonce.slice(at * LIMITS.nonceCharacters, (at + 1) * LIMITS.nonceCharacters);
}
