import { indexerConfigSchema } from "../../src/config.ts";
import { createIndexer } from "../../src/index.ts";

// A process that is an indexer and nothing else, for tests that kill it. Its argument: the settings, in JSON.
createIndexer(indexerConfigSchema.parse(JSON.parse(process.argv[2] ?? "{}"))).start();
process.stdout.write(`${JSON.stringify({ started: true })}\n`);
