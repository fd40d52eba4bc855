import { LIMITS, originSchema, PATHS, type Scope, SCOPES, scopeToResource, TIMES } from "@idos/protocol";
import { Signature, Wallet } from "ethers";
import { createActor, nowSeconds, type SignInChanges, type Tampering } from "../../harness/actor.ts";
import { type Answer, exchange, jsonRequest } from "../../harness/exchange.ts";
import { succeeded } from "../../harness/story.ts";
import { DASHBOARD, READER_PAGE } from "../../harness/test-node.ts";
import { describeRefusals, type Refusal } from "./describe-refusals.ts";
import type { World } from "./world.ts";

const SECOND_MS = 1000;
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const signIn =
  (changes: (world: World) => SignInChanges, scopes: readonly Scope[] = SCOPES) =>
  async (world: World): Promise<Answer> =>
    (await createActor(world.node)).signIn(scopes, changes(world));
const reworded = (message: (text: string) => string): ((world: World) => Promise<Answer>) =>
  signIn(() => ({ message }));
const resigned = (signature: (signature: string) => string): ((world: World) => Promise<Answer>) =>
  signIn(() => ({ signature }));

const forms: readonly Refusal[] = [
  ["a trailing line", "400 SIGN_IN_MALFORMED", reworded((text) => `${text}\n`)],
  [
    "another statement",
    "400 SIGN_IN_MALFORMED",
    reworded((text) => text.replace("moves no money", "is a gift")),
  ],
  ["another version", "400 SIGN_IN_MALFORMED", reworded((text) => text.replace("Version: 1", "Version: 2"))],
  ["no end", "400 SIGN_IN_MALFORMED", reworded((text) => text.replace(/\nExpiration Time: .*/, ""))],
  [
    "a Not Before",
    "400 SIGN_IN_MALFORMED",
    reworded((text) => text.replace(/(\nResources)/, "\nNot Before: 2020-01-01T00:00:00.000Z$1")),
  ],
  ["a foreign resource", "400 SIGN_IN_MALFORMED", reworded((text) => `${text}\n- urn:idos:scope:admin`)],
  ["a scope twice", "400 SIGN_IN_MALFORMED", reworded((text) => `${text}\n- ${scopeToResource("keys")}`)],
  [
    "an unchecksummed address",
    "400 SIGN_IN_MALFORMED",
    reworded((text) => text.replace(/0x[0-9a-fA-F]{40}/, (address) => address.toLowerCase())),
  ],
  [
    "an uppercased address",
    "400 SIGN_IN_MALFORMED",
    reworded((text) => text.replace(/0x[0-9a-fA-F]{40}/, (address) => `0x${address.slice(2).toUpperCase()}`)),
  ],
  [
    "a URI that is no session key",
    "400 SIGN_IN_MALFORMED",
    reworded((text) => text.replace(/URI: .*/, "URI: https://dashboard.example/")),
  ],
  ["carriage returns", "400 SIGN_IN_MALFORMED", reworded((text) => text.replaceAll("\n", "\r\n"))],
];

const seconds = (world: World, ahead: number): Date => new Date((nowSeconds(world.node) + ahead) * SECOND_MS);
const times = (issued: number, expires: number): ((world: World) => Promise<Answer>) =>
  signIn((world) => ({
    signIn: { issuedAt: seconds(world, issued), expirationTime: seconds(world, expires) },
  }));

const facts: readonly Refusal[] = [
  [
    "another site's domain",
    "401 SIGN_IN_DOMAIN_MISMATCH",
    signIn(() => ({ signIn: { domain: "evil.example" } })),
  ],
  [
    "a domain that the true one begins with",
    "401 SIGN_IN_DOMAIN_MISMATCH",
    signIn(() => ({ signIn: { domain: "dashboard" } })),
  ],
  [
    "a domain that begins with the true one",
    "401 SIGN_IN_DOMAIN_MISMATCH",
    signIn(() => ({ signIn: { domain: "dashboard.example.evil.example" } })),
  ],
  [
    "a page's domain without its Origin header",
    "401 SIGN_IN_DOMAIN_MISMATCH",
    signIn(() => ({ originHeader: null, signIn: { domain: "dashboard.example" } })),
  ],
  [
    "the node's domain from a page",
    "401 SIGN_IN_DOMAIN_MISMATCH",
    signIn(({ node }) => ({ signIn: { domain: new URL(node.origin).host } })),
  ],
  ["an opaque origin", "401 SIGN_IN_DOMAIN_MISMATCH", signIn(() => ({ originHeader: "null" }))],
  [
    "a listed host by another scheme",
    "403 SCOPE_NOT_ALLOWED",
    signIn(() => ({ originHeader: DASHBOARD.replace("https", "http") })),
  ],
  [
    "an unlisted site",
    "403 SCOPE_NOT_ALLOWED",
    signIn(() => ({ originHeader: "https://unlisted.example" }), ["read"]),
  ],
  [
    "a scope beyond the site's",
    "403 SCOPE_NOT_ALLOWED",
    signIn(() => ({ originHeader: READER_PAGE }), ["read", "write"]),
  ],
  ["another chain", "401 SIGN_IN_CHAIN_MISMATCH", signIn(() => ({ signIn: { chainId: 1 } }))],
  [
    "another node",
    "401 SIGN_IN_NODE_MISMATCH",
    signIn(() => ({ signIn: { nodes: [originSchema.parse("https://other.example")] } })),
  ],
  ["a message from the future", "401 SIGN_IN_EXPIRED", times(TIMES.clockSkewSeconds + 2, 600)],
  ["a message signed long ago", "401 SIGN_IN_EXPIRED", times(-TIMES.signInAgeSecondsMax - 2, 600)],
  ["a message that has expired", "401 SIGN_IN_EXPIRED", times(-60, -1)],
  ["a session longer than a day", "401 SIGN_IN_EXPIRED", times(0, TIMES.sessionTtlSecondsMax + 2)],
];

const signatures: readonly Refusal[] = [
  [
    "a nonce of the client's",
    "401 SIGN_IN_NONCE_UNKNOWN",
    signIn(() => ({ signIn: { nonce: "a".repeat(22) } })),
  ],
  [
    "a nonce and what begins with it",
    "400 SIGN_IN_MALFORMED",
    signIn(() => ({ message: (text) => text.replace(/(Nonce: \w+)/, "$1A") })),
  ],
  [
    "its nonce at another node's place",
    "401 SIGN_IN_NONCE_UNKNOWN",
    signIn(({ node }) => ({
      message: (text) =>
        text
          .replace(/Nonce: (\w+)/, `Nonce: $1${"x".repeat(LIMITS.nonceCharacters)}`)
          .replace(`- ${node.origin}\n`, `- https://other.example\n- ${node.origin}\n`),
    })),
  ],
  [
    "a nonce that a failed try used up",
    "401 SIGN_IN_NONCE_UNKNOWN",
    async ({ node }) => {
      const actor = await createActor(node);
      let message = "";
      await actor.signIn(SCOPES, {
        message: (text) => (message = text),
        signature: () => `0x${"11".repeat(64)}1b`,
      });
      const signature = await actor.wallet.signMessage(message);
      const sent = jsonRequest("POST", PATHS.sessions, { message, signature });
      return exchange(node.origin, sent, { origin: DASHBOARD, authorization: await actor.authorize(sent) });
    },
  ],
  [
    "a nonce used before",
    "401 SIGN_IN_NONCE_UNKNOWN",
    async ({ alice }) => {
      let message = "";
      succeeded(await alice.signIn(SCOPES, { message: (text) => (message = text) }));
      return () => alice.signIn(SCOPES, { message: () => message });
    },
  ],
  [
    "another wallet's signature",
    "401 SIGNATURE_INVALID",
    signIn(() => ({ signer: new Wallet(Wallet.createRandom().privateKey) })),
  ],
  [
    "a signature of another text",
    "401 SIGNATURE_INVALID",
    resigned((signature) => signature.replace(/^0x./, (digit) => (digit === "0x1" ? "0x2" : "0x1"))),
  ],
  [
    "a compact signature",
    "401 SIGNATURE_INVALID",
    resigned((signature) => Signature.from(signature).compactSerialized),
  ],
  ["a high s", "401 SIGNATURE_INVALID", resigned(withHighS)],
  ["a signature with a tail", "401 SIGNATURE_INVALID", resigned((signature) => `${signature}00`)],
  [
    "a signature in uppercase",
    "400 MALFORMED_REQUEST",
    resigned((signature) => `0x${signature.slice(2).toUpperCase()}`),
  ],
];

const stolenKey = (tampering: (world: World) => Tampering): Refusal[2] => {
  return (world) => {
    const signIn = { sessionKey: world.alice.sessionKey };
    return world.mallory.signIn(SCOPES, { signIn, tampering: tampering(world) });
  };
};

const proofs: readonly Refusal[] = [
  ["no proof", "401 PROOF_MISSING", signIn(() => ({ tampering: { authorization: null } }))],
  ["a proof by a key that the message does not name", "401 PROOF_INVALID", stolenKey(() => ({}))],
  [
    "a proof that names the message's key, by another",
    "401 PROOF_INVALID",
    stolenKey(({ alice }) => ({ header: { kid: alice.sessionKey } })),
  ],
  [
    "a proof for another body",
    "401 PROOF_INVALID",
    signIn(() => ({ tampering: { claims: { bh: "A".repeat(43) } } })),
  ],
  [
    "a proof for another address",
    "401 PROOF_INVALID",
    signIn(() => ({ tampering: { claims: { htu: PATHS.challenges } } })),
  ],
  [
    "a proof used before",
    "401 PROOF_REPLAYED",
    async ({ alice }) => {
      const tampering = { claims: { jti: "A".repeat(22) } };
      succeeded(await alice.signIn(SCOPES, { tampering }));
      return () => alice.signIn(SCOPES, { tampering });
    },
  ],
  [
    "the key's own holder, in use for another account",
    "409 SESSION_TAKEN",
    ({ alice, mallory }) => mallory.signIn(SCOPES, { key: alice }),
  ],
];

/** The same signature's other spelling, which recovers the same account where it is let through (EIP-2). */
function withHighS(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  const flipped = (N - BigInt(s)).toString(16).padStart(64, "0");
  return `${r}${flipped}${v === 27 ? "1c" : "1b"}`;
}

describeRefusals("a sign-in message of a wrong form", forms);
describeRefusals("a sign-in message for something else", facts);
describeRefusals("a sign-in with a wrong nonce or signature", signatures);
describeRefusals("a sign-in whose session key is proven by", proofs);
