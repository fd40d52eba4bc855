import { randomBytes } from "node:crypto";
import {
  type Address,
  challengeSchema,
  formatSignIn,
  jwsAlgorithm,
  parseAddress,
  PATHS,
  PROOF_SCHEME,
  PROOF_TYPE,
  proofBodyHash,
  type Scope,
  SCOPES,
  type SignIn,
  toBase64url,
} from "@idos/protocol";
import { Wallet } from "ethers";
import { CompactSign } from "jose";
import { type Answer, exchange, jsonRequest, type Sent } from "./exchange.ts";
import { ed25519Keys, type SessionKeys } from "./session-keys.ts";
import { DASHBOARD, type ReachableNode } from "./test-node.ts";

/** What a test changes in a request or its proof, to see it refused. */
export interface Tampering {
  /** In place of the true claims. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** In place of the true protected header's fields. */
  readonly header?: Readonly<Record<string, string>>;
  readonly signedBy?: CryptoKey;
  /** In place of the whole header; null sends none. */
  readonly authorization?: string | null;
}

/** What signs for an account: its key, or for a contract account whoever the contract takes for its key. */
export type ActorWallet = Pick<Wallet, "address" | "signMessage" | "signTypedData">;

export interface SignInChanges {
  readonly signIn?: Partial<SignIn>;
  /** Null sends no Origin header, as a backend does. */
  readonly originHeader?: string | null;
  readonly message?: (message: string) => string;
  readonly signature?: (signature: string) => string;
  readonly signer?: ActorWallet;
  /** The session key that the message names and the request proves, in place of the actor's. */
  readonly key?: SessionKeys;
  /** In the request's proof. */
  readonly tampering?: Tampering;
}

/** Somebody with a wallet and a session key. */
export interface Actor extends SessionKeys {
  readonly wallet: ActorWallet;
  readonly account: Address;
  signIn(scopes?: readonly Scope[], changes?: SignInChanges): Promise<Answer>;
  request(sent: Sent, tampering?: Tampering): Promise<Answer>;
  /** The Authorization header for a request. */
  authorize(sent: Sent, tampering?: Tampering): Promise<string>;
}

export function nowSeconds(node: ReachableNode): number {
  return Math.floor((Date.now() + node.clock.aheadMs) / 1000);
}

export async function createActor(
  node: ReachableNode,
  wallet: ActorWallet = new Wallet(Wallet.createRandom().privateKey),
  makeKeys: () => Promise<SessionKeys> = ed25519Keys,
): Promise<Actor> {
  const keys = await makeKeys();
  const account = parseAddress(wallet.address);
  const authorize = (sent: Sent, tampering: Tampering = {}): Promise<string> =>
    prove(node, keys, sent, tampering);
  return {
    ...{ wallet, account, ...keys, authorize },
    signIn: (scopes = SCOPES, changes = {}) => {
      const { key = keys } = changes;
      return signIn(node, { ...key, wallet, account }, scopes, changes);
    },
    async request(sent, tampering = {}) {
      const { authorization = await authorize(sent, tampering) } = tampering;
      return exchange(node.origin, sent, authorization === null ? {} : { authorization });
    },
  };
}

async function prove(
  node: ReachableNode,
  key: SessionKeys,
  sent: Sent,
  { claims = {}, header = {}, signedBy = key.privateKey }: Tampering,
): Promise<string> {
  const payload = {
    htm: sent.method,
    htu: sent.path,
    aud: node.origin,
    bh: proofBodyHash(sent.body ?? new Uint8Array()),
    iat: nowSeconds(node),
    jti: toBase64url(randomBytes(16)),
    ...claims,
  };
  const protectedHeader = {
    alg: jwsAlgorithm(key.sessionKey),
    typ: PROOF_TYPE,
    kid: key.sessionKey,
    ...header,
  };
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(protectedHeader)
    .sign(signedBy);
  return `${PROOF_SCHEME} ${jws}`;
}

async function signIn(
  node: ReachableNode,
  { wallet, account, ...key }: Pick<Actor, "wallet" | "account" | keyof SessionKeys>,
  scopes: readonly Scope[],
  changes: SignInChanges,
): Promise<Answer> {
  const { originHeader = DASHBOARD, signer = wallet } = changes;
  const site = originHeader ?? node.origin;
  const drawn = await exchange(node.origin, { method: "POST", path: PATHS.challenges });
  const issuedAt = new Date(Date.now() + node.clock.aheadMs);
  const text = formatSignIn({
    domain: URL.canParse(site) ? new URL(site).host : site,
    ...{ account, sessionKey: key.sessionKey, scopes, issuedAt, nodes: [node.origin] },
    chainId: node.deployed.chain.chainId,
    nonce: challengeSchema.parse(drawn.json).nonce,
    expirationTime: new Date(issuedAt.getTime() + 3_600_000),
    ...changes.signIn,
  });
  const message = changes.message?.(text) ?? text;
  const signed = await signer.signMessage(message);
  const body = { message, signature: changes.signature?.(signed) ?? signed };
  const sent = jsonRequest("POST", PATHS.sessions, body);
  const { tampering = {} } = changes;
  const { authorization = await prove(node, key, sent, tampering) } = tampering;
  const headers = {
    ...(authorization === null ? {} : { authorization }),
    ...(originHeader === null ? {} : { origin: originHeader }),
  };
  return exchange(node.origin, sent, headers);
}
