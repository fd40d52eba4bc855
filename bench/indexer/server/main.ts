import { createServer, type IncomingMessage } from "node:http";
import { parseArgs } from "node:util";
import { loadChain } from "./chain-store.ts";
import { createControl } from "./control.ts";
import { respond } from "./json-rpc.ts";
import { late, serveSockets } from "./subscriptions.ts";

const { values } = parseArgs({
  options: {
    chain: { type: "string" },
    head: { type: "string" },
    "latency-ms": { type: "string", default: "0" },
  },
});
if (values.chain === undefined) throw new Error("--chain FILE is missing");
const latencyMs = Number(values["latency-ms"]);
const store = await loadChain(values.chain, values.head === undefined ? undefined : Number(values.head));

const control = createControl(store, (blocks) => {
  for (const block of store.release(blocks)) tell(block);
});
const server = createServer((request, response) => {
  void body(request).then(async (text) => {
    const asked = request.method === "GET" ? control.answer(request.url ?? "") : undefined;
    if (asked === undefined) await late(latencyMs);
    const answered = asked === undefined ? respond(store, control.counts(), text) : JSON.stringify(asked);
    response.setHeader("content-type", "application/json");
    response.end(Buffer.from(answered, "latin1"));
  });
});
server.keepAliveTimeout = 60_000;
const tell = serveSockets(server, store, control.counts, latencyMs);

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
