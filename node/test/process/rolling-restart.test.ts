import { originSchema, PATHS, shareSchema } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { testDatabase, type TestDatabase } from "../../../test/harness/postgres.ts";
import { type Backend, type Balancer, openBalancer } from "../harness/balancer.ts";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded } from "../harness/story.ts";
import { type NodeProcess, startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";
import { expectEveryWrite, startWriters } from "./writers.ts";

const WRITERS = 3;
const [ALICE, BOB] = [0, 1];
/** What the balancer's looks, 50 ms apart, take on a busy machine. */
const DRAIN_SECONDS = "3";

describe("two processes of one node behind a balancer", () => {
  let world: ProcessWorld;
  let database: TestDatabase;
  let balancer: Balancer;
  const running: {
    process: NodeProcess;
    readonly start: () => Promise<NodeProcess>;
    readonly backend: Backend;
  }[] = [];

  before(async () => {
    world = await startProcessWorld();
    database = await testDatabase();
    const port = await freePort();
    for (let one = 0; one < 2; one += 1) {
      const [own, operator] = [await freePort(), await freePort()];
      const settings = {
        ...world.variables,
        IDOS_ORIGIN: `http://127.0.0.1:${port}`,
        IDOS_PORT: String(own),
        IDOS_METRICS_PORT: String(operator),
        IDOS_DATABASE_URL: database.url,
        IDOS_DRAIN_SECONDS: DRAIN_SECONDS,
      };
      const start = (): Promise<NodeProcess> => startNodeProcess(settings);
      const backend = { url: `http://127.0.0.1:${own}`, operatorUrl: `http://127.0.0.1:${operator}` };
      running.push({ process: await start(), start, backend });
    }
    balancer = await openBalancer(
      port,
      running.map(({ backend }) => backend),
    );
    for (const { backend } of running) await becomesReady(backend);
  });
  after(async () => {
    await balancer.close();
    for (const { process } of running) await process.stop();
    await database.drop();
    await world.stop();
  });

  const becomesReady = (backend: Backend): Promise<boolean> =>
    until(
      () => Promise.resolve(balancer.isReady(backend)),
      (ready) => ready,
      30_000,
    );

  it("are restarted in turn under load, and no request fails, nor is a write lost or a grant forgotten", async () => {
    const node = world.reach(originSchema.parse(balancer.url));
    const provider = await signedInProvider(node);
    const alice = await createUser(node, provider, world.deployed.chain.account(ALICE));
    const bob = await createUser(node, provider, world.deployed.chain.account(BOB));
    const users = await Promise.all(Array.from({ length: WRITERS }, () => createUser(node, provider)));
    const share = randomId();
    const version = await store(node, alice);
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [version])));
    const block = await world.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });

    let done = false;
    let reads = 0;
    const readsOfBob = async (): Promise<void> => {
      while (!done) {
        const answer = succeeded(await bob.request(get(`${PATHS.share(share)}?atLeast=${block}`)));
        expect(shareSchema.parse(answer.json).records.map(({ header }) => header)).to.deep.equal([
          version.jws,
        ]);
        reads += 1;
      }
    };
    const writers = startWriters(node, users);
    const reading = readsOfBob();
    for (const one of running) {
      const before = { writes: writers.count(), reads };
      expect(await one.process.stop()).to.equal(0);
      one.process = await one.start();
      await becomesReady(one.backend);
      const served = balancer.served(one.backend);
      await until(
        () => Promise.resolve(balancer.served(one.backend)),
        (now) => now > served,
      );
      expect(writers.count()).to.be.above(before.writes);
      expect(reads).to.be.above(before.reads);
    }
    done = true;
    await Promise.all([reading, writers.stop()]);
    expect(writers.failures).to.deep.equal([]);
    await expectEveryWrite(writers);
  });
});
