import { createIndexer, type IndexerSettings } from "../../src/index.ts";

// A process that is an indexer and nothing else, for tests that kill it. Its argument: the settings, in JSON.
const settings: IndexerSettings = JSON.parse(process.argv[2] ?? "{}");
createIndexer(settings).start();
process.stdout.write(`${JSON.stringify({ started: true })}\n`);
