import type { Deployment, Finality, NodeInfo, Origin } from "@idos/protocol";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { openEventStream } from "../events/open-stream.ts";
import { createNodeClient } from "../http/node-client.ts";
import type { ReachableNode } from "../http/failover.ts";
import { createTransport } from "../http/transport.ts";
import type { SessionNode } from "./idos-session.ts";
import type { SessionKey } from "./session-key.ts";
import type { SessionSettings } from "./session-options.ts";

export interface ConnectedNode extends SessionNode, ReachableNode {}

/**
 * Asks each node who it is. One that does not answer is left out; throws what the first one failed by where none answers,
 * and NODE_LIED for one of another origin, chain or contract than named.
 */
export async function connectNodes(
  settings: SessionSettings,
  key: SessionKey,
): Promise<readonly ConnectedNode[]> {
  const failures: IdosError[] = [];
  const asked = settings.nodes.map(async (origin) => {
    try {
      return await connectNode(settings, key, origin);
    } catch (error) {
      if (!isIdosError(error) || error.code === "NODE_LIED") throw error;
      failures.push(error);
      settings.onProgress({ step: "node-left-out", node: origin, code: error.code });
      return undefined;
    }
  });
  const connected = (await Promise.all(asked)).filter((node) => node !== undefined);
  if (connected.length === 0) throw failures[0] ?? new IdosError("NODE_UNREACHABLE", "No node answers");
  return connected;
}

async function connectNode(
  { deployment, fetch, clock, pageOrigin, onRequest, timeoutMs, unreachableMs }: SessionSettings,
  sessionKey: SessionKey,
  origin: Origin,
): Promise<ConnectedNode> {
  const transport = { node: origin, sessionKey, clock, fetch, pageOrigin, onRequest, timeoutMs };
  const client = createNodeClient({ ...transport, unreachableMs });
  const info = await client.info();
  requireNode(info, origin, deployment);
  const events = openEventStream({ ...transport, unreachableMs });
  return { origin, info, client, events, send: createTransport({ ...transport, unreachableMs: 0 }) };
}

/** One of the chains that the node follows, with its contract, must be the client's. */
function requireNode(info: NodeInfo, node: Origin, deployment: Deployment): void {
  if (info.origin !== node)
    throw nodeLied("node-origin", "The node calls itself by another origin", { node, says: info.origin });
  if (followed(info, deployment) !== undefined) return;
  const says = info.chains.map((chain) => `${chain.chainId} ${chain.contract}`).join();
  const { chainId, contract } = deployment;
  throw nodeLied("deployment", "The node does not follow the contract", { chainId, contract, says });
}

function followed({ chains }: NodeInfo, { chainId, contract }: Deployment) {
  return chains.find((chain) => chain.chainId === chainId && chain.contract === contract);
}

/** When a grant counts at all of the nodes: the most blocks that one of them waits, or a tag where one goes by it. */
export function widestFinality(nodes: readonly SessionNode[], deployment: Deployment): Finality {
  const each = nodes.flatMap(({ info }) => followed(info, deployment)?.finality ?? []);
  const tag = each.find((finality) => finality === "finalized") ?? each.find((one) => one === "safe");
  return tag ?? Math.max(...each.filter((finality) => typeof finality === "number"));
}
