import { deployTo, type DeployedChain } from "../../../indexer/test/harness/deployed-chain.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import type { Peer } from "../../src/replication/peer.ts";
import { startTestNode, type TestNode } from "./test-node.ts";

/** Nodes of operators who do not trust each other, all peers of each other, on one chain. */
export interface Operators {
  readonly deployed: DeployedChain;
  readonly nodes: readonly TestNode[];
  /** Makes somebody else a peer of every node. */
  admit(peer: Peer): void;
  /** Every node follows every other one once, in turn. */
  pullAll(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOperators(count: number): Promise<Operators> {
  const deployed = await deployTo(await startTestChain());
  const peers: Peer[] = [];
  const nodes: TestNode[] = [];
  for (let at = 0; at < count; at += 1) {
    const node = await startTestNode({ deployed, peers });
    nodes.push(node);
    peers.push(node.peer);
  }
  return {
    ...{ deployed, nodes },
    admit: (peer) => void peers.push(peer),
    async pullAll() {
      for (const node of nodes) for (const other of nodes) if (other !== node) await node.pull(other.peer);
    },
    async stop() {
      for (const node of nodes) await node.stop();
      await deployed.chain.stop();
    },
  };
}
