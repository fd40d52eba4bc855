import type { NodeProcess } from "./start-node.ts";

/** Starts a node again whenever its process ends, as an operator's supervisor does. Resolve by calling the result. */
export function keepRunning(node: NodeProcess, tell: (line: string) => void): () => Promise<void> {
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      await node.ended();
      if (stopping) return;
      tell("the node's process ended: starting it again");
      await node.restart();
      tell(`the node runs again, as process ${node.pid()}`);
    }
  };
  const watching = watch().catch((error: unknown) => tell(`the node does not start again: ${String(error)}`));
  return async () => {
    stopping = true;
    await node.stop();
    await watching;
  };
}
