import { createNode } from "./create-node.ts";
import { environment } from "./environment.ts";
import { loadConfig } from "./config/load-config.ts";

const node = await createNode(loadConfig(environment));
await node.start();

const SIGNALS = ["SIGTERM", "SIGINT"] as const;
function stop(): void {
  // A second signal then ends the process at once, as signals do.
  for (const signal of SIGNALS) process.off(signal, stop);
  void node.stop();
}
for (const signal of SIGNALS) process.on(signal, stop);

process.stdout.write(`${JSON.stringify({ listening: node.url })}\n`);
