import { once } from "node:events";
import { connect } from "node:net";
import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { openSocket, readAll } from "../harness/raw-exchange.ts";
import { createUser, keyBackup, signedInProvider } from "../harness/story.ts";
import { startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";

const CLOSES = /^connection: close\r$/im;

describe("a node process that is told to stop", () => {
  let world: ProcessWorld;
  before(async () => {
    world = await startProcessWorld();
  });
  after(() => world.stop());

  it("takes no new connection, answers what is under way, says that the connection ends, and ends", async () => {
    const port = await freePort();
    const settings = { IDOS_PORT: String(port), IDOS_STOP_SECONDS: "30" };
    const node = await startNodeProcess({ ...world.variables, ...settings });
    const reachable = world.reach(node.origin);
    const alice = await createUser(reachable, await signedInProvider(reachable));
    const sent = keyBackup("password");
    const body = Buffer.from(sent.body ?? []).toString("latin1");
    const head = `PUT ${sent.path} HTTP/1.1\r\nhost: a\r\nauthorization: ${await alice.authorize(sent)}\r\n`;
    const socket = await openSocket(node.origin);
    socket.write(`${head}content-type: application/json\r\nexpect: 100-continue\r\n`);
    socket.write(`content-length: ${body.length}\r\n\r\n`);
    // The node has the request once it asks for the body.
    await once(socket, "readable");
    expect(String(socket.read())).to.match(/^HTTP\/1\.1 100 /);

    const stopped = node.stop();
    await until(
      () => isRefused(port),
      (refused) => refused,
    );
    const answering = readAll(socket);
    socket.write(body, "latin1");
    const answer = await answering;
    expect(answer.statuses).to.deep.equal([204]);
    expect(answer.text).to.match(CLOSES);
    expect(await stopped).to.equal(0);
  });

  it("serves on meanwhile where a balancer has to notice first, and ends each connection with its answer", async () => {
    const operator = await freePort();
    const settings = {
      IDOS_PORT: String(await freePort()),
      IDOS_METRICS_PORT: String(operator),
      IDOS_DRAIN_SECONDS: "3",
    };
    const node = await startNodeProcess({ ...world.variables, ...settings });
    const idle = await openSocket(node.origin);
    const stopped = node.stop();
    await until(
      async () => (await fetch(`http://127.0.0.1:${operator}/readyz`)).text(),
      (state) => state.includes('"stopping":true'),
    );
    const request = `GET ${PATHS.info} HTTP/1.1\r\nhost: a\r\n\r\n`;
    for (const socket of [idle, await openSocket(node.origin)]) {
      const answering = readAll(socket);
      socket.write(request);
      const { statuses, text } = await answering;
      expect(statuses).to.deep.equal([200]);
      expect(text).to.match(CLOSES);
    }
    expect(await stopped).to.equal(0);
  });
});

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (refused: boolean): void => {
      socket.destroy();
      resolve(refused);
    };
    socket.once("connect", () => end(false));
    socket.once("error", () => end(true));
  });
}
