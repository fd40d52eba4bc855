import { Redis } from "ioredis";
import Koa from "koa";
import { parseArgs } from "node:util";

/** A bare Koa app: one GET of Redis, and the bytes as the answer. It knows nobody and checks nothing. */
const { values } = parseArgs({ options: { redis: { type: "string", default: "" } } });
const redis = new Redis(values.redis);
const app = new Koa();
app.use(async (context) => {
  const bytes = await redis.getBuffer(context.path);
  if (bytes === null) return;
  context.type = "application/octet-stream";
  context.body = bytes;
});

const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
