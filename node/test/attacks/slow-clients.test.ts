import { LIMITS, MEDIA_TYPES, PATHS, sha256 } from "@idos/protocol";
import { expect } from "chai";
import { exchange, get } from "../harness/exchange.ts";
import { openSocket, readAll } from "../harness/raw-exchange.ts";
import { succeeded } from "../harness/story.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

/** The real ones are a hundred times as long. */
const BOUNDS = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 } as const;
const CONNECTIONS = 50;

describe("attack: slow clients", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode({ bounds: BOUNDS });
  });
  after(() => attacked.node.stop());

  /** Writes a byte at a time until the server ends the connection; resolves to what it said. */
  async function trickle(begin: string, part: string) {
    const socket = await openSocket(attacked.node.origin);
    const answer = readAll(socket);
    socket.write(begin);
    const timer = setInterval(() => {
      if (socket.writable) socket.write(part);
    }, 20);
    return answer.finally(() => clearInterval(timer));
  }

  it("whose headers never end are answered 408 and closed, and others are served meanwhile", async () => {
    const slow = Array.from({ length: CONNECTIONS }, () =>
      trickle(`GET ${PATHS.info} HTTP/1.1\r\nhost: a\r\n`, "a: b\r\n"),
    );
    succeeded(await attacked.alice.request(get(PATHS.me)));
    for (const answer of await Promise.all(slow)) expect(answer.code).to.equal("REQUEST_TIMEOUT");
  });

  it("whose bodies never end are answered 408 and closed", async () => {
    const { alice } = attacked;
    const body = new Uint8Array(LIMITS.jsonBodyBytesMax - 1);
    const path = PATHS.stagedEnvelope(sha256(body));
    const sent = { method: "PUT", path, body, type: MEDIA_TYPES.envelope } as const;
    const slow = Array.from({ length: CONNECTIONS }, async () => {
      const authorization = await alice.authorize(sent);
      const head = `PUT ${path} HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n`;
      return trickle(`${head}content-type: ${sent.type}\r\ncontent-length: ${body.length}\r\n\r\n`, "a");
    });
    succeeded(await alice.request(get(PATHS.me)));
    for (const answer of await Promise.all(slow)) expect(answer.code).to.equal("REQUEST_TIMEOUT");
  });

  it("that say nothing after they connected are closed", async () => {
    const sockets = await Promise.all(
      Array.from({ length: CONNECTIONS }, () => openSocket(attacked.node.origin)),
    );
    await Promise.all(sockets.map((socket) => readAll(socket)));
    expect((await exchange(attacked.node.origin, get(PATHS.info))).status).to.equal(200);
  });
});
