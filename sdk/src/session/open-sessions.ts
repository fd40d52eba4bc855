import type { Address, Delegation } from "@idos/protocol";
import type { Signer } from "ethers";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import type { ConnectedNode } from "./connect-nodes.ts";
import { delegate, type Drawn } from "./delegate.ts";
import type { SessionKey } from "./session-key.ts";
import type { SessionSettings } from "./session-options.ts";

interface Opener {
  readonly settings: SessionSettings;
  readonly nodes: readonly ConnectedNode[];
  readonly key: SessionKey;
  readonly signer: Signer;
  readonly account: Address;
}

interface OpenNode {
  readonly node: ConnectedNode;
  /** Whether the account has an entry there. */
  readonly hasUser: boolean;
}

/**
 * Opens a session at each node; a page by one signature for all of them, a backend, which has no host of its own to sign
 * for, by one for each. A node at which that fails is left out. Resolves with the others, the home first: where the
 * account has an entry. Throws WALLET_REJECTED, NODE_LIED, and what the first node failed by where none is open.
 */
export async function openSessions(opener: Opener): Promise<readonly ConnectedNode[]> {
  const opened = await openOnce(opener).catch((error: unknown) => {
    // A node that died after it had taken the nonce does not know it any more: the wallet is asked once again.
    if (isIdosError(error, "SIGN_IN_NONCE_UNKNOWN")) return openOnce(opener);
    throw error;
  });
  const home = opened.find(({ hasUser }) => hasUser) ?? opened[0];
  const nodes = [
    ...(home === undefined ? [] : [home.node]),
    ...opened.filter((one) => one !== home).map(({ node }) => node),
  ];
  return nodes;
}

async function openOnce(opener: Opener): Promise<readonly OpenNode[]> {
  const { settings, nodes } = opener;
  const attempts = attemptsAt(settings);
  const drawn = await attempts.each(nodes, async (node) => ({
    node,
    nonce: (await node.client.challenge()).nonce,
  }));
  const groups = settings.pageOrigin === undefined ? drawn.map((one) => [one]) : [drawn];
  const opened: OpenNode[] = [];
  for (const group of groups) {
    if (group.length === 0) continue;
    const delegation = await signFor(
      opener,
      group.map(({ node, nonce }) => ({ node: node.origin, nonce })),
    );
    opened.push(...(await attempts.each(group, ({ node }) => openAt(opener, node, delegation))));
  }
  if (opened.length === 0) throw attempts.firstFailure();
  return opened;
}

function signFor({ settings, signer, account, key }: Opener, drawn: readonly Drawn[]): Promise<Delegation> {
  const { pageOrigin, scopes, ttlSeconds, deployment, clock, onProgress } = settings;
  onProgress({ step: "sign-in-asked", nodes: drawn.map(({ node }) => node) });
  const { chainId } = deployment;
  return delegate({ signer, account, key, drawn, pageOrigin, chainId, scopes, ttlSeconds, nowMs: clock() });
}

async function openAt(
  { key, account }: Opener,
  node: ConnectedNode,
  delegation: Delegation,
): Promise<OpenNode> {
  const session = await node.client.createSession(delegation);
  if (session.session !== key.did || session.account !== account)
    throw nodeLied("session", "The node opened another session than was signed for", { account });
  return { node, hasUser: session.userId !== null };
}

/** What is done at several nodes, each of which may fail for itself. */
function attemptsAt({ onProgress }: SessionSettings) {
  const failures: IdosError[] = [];
  return {
    firstFailure: () => failures[0] ?? new IdosError("NODE_UNREACHABLE", "No node answers"),
    async each<Place extends ConnectedNode | { readonly node: ConnectedNode }, Result>(
      places: readonly Place[],
      attempt: (place: Place) => Promise<Result>,
    ): Promise<Result[]> {
      const attempted = places.map(async (place) => {
        try {
          return [await attempt(place)];
        } catch (error) {
          if (!isIdosError(error) || error.code === "NODE_LIED") throw error;
          failures.push(error);
          const { origin } = "node" in place ? place.node : place;
          onProgress({ step: "node-left-out", node: origin, code: error.code });
          return [];
        }
      });
      return (await Promise.all(attempted)).flat();
    },
  };
}
