import { createServer } from "node:http";

/** A JSON-RPC endpoint that answers every call at once with a grant that never expires: no chain could be faster. */
const word = (value: bigint): string => value.toString(16).padStart(64, "0");
const NEVER = 2n ** 64n - 1n;
const body = JSON.stringify({ jsonrpc: "2.0", id: 1, result: `0x${word(NEVER)}${word(0n)}${word(0n)}` });
const headers = { "content-type": "application/json", "content-length": String(body.length) };

const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end(body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
