import { createIndexer } from "@idos/indexer";
import { parseArgs } from "node:util";
import { indexerSettings } from "./settings.ts";

const { values } = parseArgs({
  options: {
    rpc: { type: "string", default: "" },
    redis: { type: "string", default: "" },
    "poll-interval-ms": { type: "string", default: "1000" },
  },
});
const pollIntervalMs = Number(values["poll-interval-ms"]);
const indexer = createIndexer(
  indexerSettings({ rpcUrl: values.rpc, redisUrl: values.redis, pollIntervalMs }),
);
process.once("SIGTERM", () => void indexer.stop());
process.stdout.write(`${JSON.stringify({ started: true })}\n`);
indexer.start();
