import { connectRedis } from "@idos/indexer";
import { parseArgs } from "node:util";
import { z } from "zod";
import { CONTRACT, DEPLOY_BLOCK } from "../../chain/facts.ts";
import { logsSchema, writeLogs } from "./write-logs.ts";

const { values } = parseArgs({
  options: {
    rpc: { type: "string", default: "" },
    redis: { type: "string", default: "" },
    head: { type: "string", default: "" },
    "range-blocks": { type: "string", default: "" },
    "ranges-at-once": { type: "string", default: "" },
  },
});
const head = Number(values.head);
const rangeBlocks = Number(values["range-blocks"]);
const rangesAtOnce = Number(values["ranges-at-once"]);
const answerSchema = z.object({ result: logsSchema });
const quantity = (value: number): string => `0x${value.toString(16)}`;

const redis = connectRedis(values.redis, (error) => {
  throw error;
});
process.stdout.write(`${JSON.stringify({ started: true })}\n`);

async function read(first: number) {
  const last = Math.min(head, first + rangeBlocks - 1);
  const filter = { address: CONTRACT, fromBlock: quantity(first), toBlock: quantity(last) };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getLogs", params: [filter] });
  const response = await fetch(values.rpc, { method: "POST", body });
  return answerSchema.parse(await response.json()).result;
}

const underWay: ReturnType<typeof read>[] = [];
let next = DEPLOY_BLOCK;
function fill(): void {
  for (; underWay.length < rangesAtOnce && next <= head; next += rangeBlocks) underWay.push(read(next));
}
fill();
while (underWay.length > 0) {
  await writeLogs(redis, (await underWay.shift()) ?? []);
  fill();
}

process.stdout.write(`${JSON.stringify({ doneAtNs: String(process.hrtime.bigint()) })}\n`);
// It lives on until it is ended, so that its memory can be read.
setInterval(() => undefined, 60_000);
