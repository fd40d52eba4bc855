import {
  type Address,
  type Delegation,
  type Deployment,
  type FollowedChain,
  type NodeInfo,
  type Origin,
  type Scope,
  OWNER_HEAD,
  SHARE_DOCUMENT,
  signHeader,
  signStatement,
} from "@idos/protocol";
import type { Signer } from "ethers";
import { addressArgument, originArgument } from "../errors/argument.ts";
import { isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { createNodeClient, type NodeClient } from "../http/node-client.ts";
import type { RequestReport } from "../http/transport.ts";
import { createKeyRing } from "../keys/key-ring.ts";
import { createFreshnessMemory } from "../verify/freshness-memory.ts";
import { verifyPublicUser } from "../verify/public-user.ts";
import { delegate } from "./delegate.ts";
import type { IdosSession } from "./idos-session.ts";
import { createSessionKey, type SessionKey } from "./session-key.ts";
import { sessionTermsOf } from "./session-terms.ts";
import { accountOf } from "./wallet.ts";

/** Where a session is opened, as whom, and for which contract. */
export interface SignInOptions {
  /** The node's origin, such as "https://node.example". */
  readonly node: string;
  /** Any ethers v6 signer; in a page, `new BrowserProvider(provider).getSigner()` of an EIP-1193 provider. */
  readonly signer: Signer;
  /** The contract this application trusts. A node that does not follow it is refused. */
  readonly deployment: { readonly chainId: number; readonly contract: string };
  /** What the session may do, one scope at least; everything unless said otherwise. */
  readonly scopes?: readonly Scope[];
  /** How long the session lasts, in seconds; an hour unless said otherwise, a day at most. */
  readonly ttlSeconds?: number;
  /** Told of each finished request. */
  readonly onRequest?: (report: RequestReport) => void;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970; `Date.now` unless said otherwise. */
  readonly clock?: () => number;
  /** How long to wait for an answer, in milliseconds; 30,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** How long to try again while the node does not answer, in milliseconds; 5,000 unless said otherwise. */
  readonly unreachableMs?: number;
  /**
   * The page to sign in as, where no browser says so: in Node.js a person's client sends this origin as a
   * browser would. A page leaves it out, and so does a backend, which signs in under the node's own host.
   */
  readonly pageOrigin?: string;
}

const TIMEOUT_MS_DEFAULT = 30_000;
const UNREACHABLE_MS_DEFAULT = 5_000;

/**
 * Signs in with one wallet signature and no password: a session key of this client, made here and not
 * exportable, proves every later request. Throws ARGUMENT_INVALID, WALLET_REJECTED, NODE_UNREACHABLE, NODE_LIED
 * (another origin, chain or contract than named), or the node's refusal.
 */
export async function signIn(options: SignInOptions): Promise<IdosSession> {
  const { signer } = options;
  const nodeOrigin = originArgument("node", options.node);
  const pageOrigin = pageOriginOf(options);
  const contract = addressArgument("deployment.contract", options.deployment.contract);
  const deployment = { chainId: options.deployment.chainId, contract };
  const { scopes, ttlSeconds } = sessionTermsOf(options);
  const clock = options.clock ?? Date.now;
  const key = await createSessionKey();
  const node = createNodeClient({
    node: nodeOrigin,
    sessionKey: key,
    clock,
    fetch: options.fetch ?? fetch.bind(globalThis),
    pageOrigin,
    onRequest: options.onRequest,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS_DEFAULT,
    unreachableMs: options.unreachableMs ?? UNREACHABLE_MS_DEFAULT,
  });
  const nodeInfo = await node.info();
  const { finality } = requireNode(nodeInfo, nodeOrigin, deployment);
  const account = await accountOf(signer);
  await openSession(node, key, account, (nonce) =>
    delegate({
      ...{ signer, account, key, node: nodeOrigin, pageOrigin, nonce, nowMs: clock() },
      ...{ chainId: deployment.chainId, scopes, ttlSeconds },
    }),
  );
  const base = { account, signer, deployment, finality, nodeInfo, node };
  return completeSession(base, clock, {
    signHeader: (header) => signHeader(header, key.did, key.privateKey),
    signOwnerHead: (head) => signStatement(OWNER_HEAD, head, key.did, key.privateKey),
    signShare: (document) => signStatement(SHARE_DOCUMENT, document, key.did, key.privateKey),
  });
}

async function openSession(
  node: NodeClient,
  key: SessionKey,
  account: Address,
  sign: (nonce: string) => Promise<Delegation>,
): Promise<void> {
  const attempt = async () => node.createSession(await sign((await node.challenge()).nonce));
  const session = await attempt().catch((error: unknown) => {
    // A node that died after it had taken the nonce does not know it any more: the wallet is asked once again.
    if (isIdosError(error, "SIGN_IN_NONCE_UNKNOWN")) return attempt();
    throw error;
  });
  if (session.session !== key.did || session.account !== account)
    throw nodeLied("session", "The node opened another session than was signed for", { account });
}

function completeSession(
  base: Pick<IdosSession, "account" | "signer" | "deployment" | "finality" | "nodeInfo" | "node">,
  clock: () => number,
  signing: Pick<IdosSession, "signHeader" | "signOwnerHead" | "signShare">,
): IdosSession {
  const { account, signer, node } = base;
  const memory = createFreshnessMemory();
  const nowSeconds = (): number => Math.floor(clock() / 1000);
  const user: IdosSession["user"] = async () => verifyPublicUser(await node.me(), account, memory);
  const keys = createKeyRing({ account, signer, node, memory, user, nowSeconds });
  return {
    ...base,
    ...{ keys, memory, nowSeconds, user, ...signing },
    userOf: async (other) => verifyPublicUser(await node.userByAccount(other), other, memory),
    async signOut() {
      keys.lock();
      await node.endSession().catch((error: unknown) => {
        // Ended before: by its time, from elsewhere, or by a request whose answer was lost.
        if (!isIdosError(error, "SESSION_UNKNOWN", "SESSION_EXPIRED")) throw error;
      });
    },
  };
}

function pageOriginOf({ pageOrigin }: SignInOptions): Origin | undefined {
  if (pageOrigin !== undefined) return originArgument("pageOrigin", pageOrigin);
  const page: unknown = Reflect.get(globalThis, "location");
  return page instanceof Object && "origin" in page
    ? originArgument("pageOrigin", String(page.origin))
    : undefined;
}

/** The chain as the node follows it: one of its contracts must be the client's. */
function requireNode(info: NodeInfo, node: Origin, { chainId, contract }: Deployment): FollowedChain {
  if (info.origin !== node)
    throw nodeLied("node-origin", "The node calls itself by another origin", { node, says: info.origin });
  const followed = info.chains.find((chain) => chain.chainId === chainId && chain.contract === contract);
  if (followed !== undefined) return followed;
  const says = info.chains.map((chain) => `${chain.chainId} ${chain.contract}`).join();
  throw nodeLied("deployment", "The node does not follow the contract", { chainId, contract, says });
}
