import { parseArgs } from "node:util";
import { openLocalChain } from "./local-chain.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "block-interval-ms": { type: "string", default: "0" },
    "no-automine": { type: "boolean", default: false },
  },
});

const chain = await openLocalChain({
  port: Number(values.port),
  automine: !values["no-automine"],
  blockIntervalMs: Number(values["block-interval-ms"]),
});
process.stdout.write(`${JSON.stringify({ port: chain.port })}\n`);
