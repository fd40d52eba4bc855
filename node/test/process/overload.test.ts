import { once } from "node:events";
import type { Socket } from "node:net";
import { type Origin, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { type Answer, exchange, get } from "../harness/exchange.ts";
import { openSocket } from "../harness/raw-exchange.ts";
import { createUser, signedInProvider, succeeded } from "../harness/story.ts";
import { type NodeProcess, startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";

const CONNECTIONS = 16;
/** As many as come out of one read of a socket. */
const REQUESTS_AT_ONCE = 250;
/** Above what a busy machine does to an idle process. */
const DELAY_MS_MAX = "120";
const PATIENCE_MS = 40_000;
const UNLIMITED = "1000000000";

interface Flood {
  /** How many answers came with this status. */
  answered(status: number): number;
  stop(): Promise<void>;
}

/** Connections that each send a batch of requests in one write, and the next one when all are answered. */
async function startFlood(origin: Origin): Promise<Flood> {
  const batch = `GET ${PATHS.me} HTTP/1.1\r\nhost: a\r\nauthorization: IdOS a.b.c\r\n\r\n`.repeat(
    REQUESTS_AT_ONCE,
  );
  const counts = new Map<number, number>();
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => openSocket(origin)));
  for (const socket of sockets) {
    let answers = 0;
    socket.setEncoding("latin1").on("data", (text: string) => {
      for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
        counts.set(Number(status), (counts.get(Number(status)) ?? 0) + 1);
        answers += 1;
      }
      if (answers < REQUESTS_AT_ONCE) return;
      answers -= REQUESTS_AT_ONCE;
      socket.write(batch);
    });
    socket.write(batch);
  }
  const end = async (socket: Socket): Promise<void> => {
    const closed = once(socket, "close");
    socket.destroy();
    await closed;
  };
  return {
    answered: (status) => counts.get(status) ?? 0,
    async stop() {
      await Promise.all(sockets.map(end));
    },
  };
}

describe("a node process with more load than it bears", () => {
  let world: ProcessWorld;
  let operatorUrl: string;
  let variables: Readonly<Record<string, string>>;
  before(async () => {
    world = await startProcessWorld();
    const operator = await freePort();
    operatorUrl = `http://127.0.0.1:${operator}`;
    variables = {
      ...world.variables,
      IDOS_PORT: String(await freePort()),
      IDOS_METRICS_PORT: String(operator),
      IDOS_REFUSED_PROOFS_PER_MINUTE: UNLIMITED,
      IDOS_EVENT_LOOP_DELAY_MS_MAX: DELAY_MS_MAX,
    };
  });
  after(() => world.stop());

  async function withProcess(
    changes: Readonly<Record<string, string>>,
    test: (node: NodeProcess) => Promise<void>,
  ): Promise<void> {
    const node = await startNodeProcess({ ...variables, ...changes });
    try {
      await test(node);
    } finally {
      expect(await node.stop()).to.equal(0);
    }
  }

  function expectSentAway(answer: Answer): void {
    expect(answer.outcome).to.equal("503 OVERLOADED");
    expect(answer.headers.get("retry-after")).to.equal("1");
  }

  async function expectSignsOfLife({ origin }: NodeProcess): Promise<void> {
    for (const path of [PATHS.info, PATHS.status]) succeeded(await exchange(origin, get(path)));
    for (const path of ["/healthz", "/metrics"])
      expect((await fetch(operatorUrl + path)).status, path).to.equal(200);
  }

  it("sends requests away while it lasts, still says that it lives, and serves again by itself", () =>
    withProcess({}, async (node) => {
      const reachable = world.reach(node.origin);
      const alice = await createUser(reachable, await signedInProvider(reachable));
      const flood = await startFlood(node.origin);
      const sentAway = await until(
        () => alice.request(get(PATHS.me)),
        ({ status }) => status !== 200,
        PATIENCE_MS,
      );
      expectSentAway(sentAway);
      await expectSignsOfLife(node);
      await until(
        () => Promise.resolve(flood.answered(503)),
        (count) => count > 0,
        PATIENCE_MS,
      );
      await flood.stop();
      const served = await until(
        () => alice.request(get(PATHS.me)),
        ({ status }) => status !== 503,
        PATIENCE_MS,
      );
      succeeded(served);
    })).timeout(3 * PATIENCE_MS);

  it("sends requests away while it has more memory than it may, and still says that it lives", () =>
    withProcess({ IDOS_MEMORY_MIB_MAX: "128" }, async (node) => {
      const sentAway = await until(
        () => exchange(node.origin, { method: "POST", path: PATHS.challenges }),
        ({ status }) => status !== 201,
      );
      expectSentAway(sentAway);
      await expectSignsOfLife(node);
    }));
});
