import { createGrantIndexReader } from "@idos/indexer";
import { createNode, loadConfig } from "@idos/node";
import { parseArgs } from "node:util";
import { environment } from "../../../../node/src/environment.ts";
import { readerRules } from "../../../../node/src/indexer-settings.ts";
import { createAskChain } from "./ask-chain.ts";

/** The node as it is, but for its reader of grants, which asks the chain each time. */
const { values } = parseArgs({ options: { rpc: { type: "string", default: "" } } });
const STATUS_MS = 1_000;

const config = loadConfig(environment);
const [chain] = config.chains;
const index = createGrantIndexReader({ redis: config.redisUrl, ...readerRules(config, chain) });
const ask = createAskChain(values.rpc, chain.contract);
// The block of its answers it learns once a second, not with each read: in its favour too.
let status = await index.status();
setInterval(() => void index.status().then((newest) => (status = newest)), STATUS_MS);

const reader = {
  ...index,
  check: async (...[owner, handle]: Parameters<typeof ask>) => ({ grant: await ask(owner, handle), status }),
};
const node = await createNode(config, { indexes: { all: [{ chainId: chain.chainId, reader }] } });
await node.start();
process.once("SIGTERM", () => void node.stop().then(() => process.exit()));
process.stdout.write(`${JSON.stringify({ listening: node.url })}\n`);
