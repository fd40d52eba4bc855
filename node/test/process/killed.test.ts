import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { ownPostgres, type OwnPostgres } from "../../../test/harness/postgres.ts";
import type { ReachableNode } from "../harness/test-node.ts";
import { createUser, signedInProvider, type User } from "../harness/story.ts";
import { type NodeProcess, startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";
import { expectEveryWrite, startWriters, type Writers } from "./writers.ts";

const WRITERS = 4;
const WRITES_BEFORE_KILL = 30;
/** How a request may fail that was under way when something was killed. */
const BROKEN = /^(503 DEPENDENCY_UNAVAILABLE|fetch failed: .*|terminated.*)$/;

describe("writes under way when processes are killed", () => {
  let world: ProcessWorld;
  let variables: Readonly<Record<string, string>>;
  beforeEach(async () => {
    world = await startProcessWorld();
    variables = { ...world.variables, IDOS_PORT: String(await freePort()) };
  });
  afterEach(() => world.stop());

  /** Their sessions are expected to outlive whatever is killed. */
  async function peopleOf(node: ReachableNode): Promise<readonly User[]> {
    const backend = await signedInProvider(node);
    return Promise.all(Array.from({ length: WRITERS }, () => createUser(node, backend)));
  }

  async function writeUntil(
    node: ReachableNode,
    users: readonly User[],
    kill: () => Promise<unknown>,
  ): Promise<Writers> {
    const writers = startWriters(node, users);
    await until(
      () => Promise.resolve(writers.count()),
      (count) => count >= WRITES_BEFORE_KILL,
      40_000,
    );
    await kill();
    await writers.stop();
    for (const failure of writers.failures) expect(failure).to.match(BROKEN);
    return writers;
  }

  it("are all there when they were acknowledged, and whole, after each of 3 SIGKILLs of a node with PGlite", async () => {
    let node = await startNodeProcess(variables);
    try {
      const reachable = world.reach(node.origin);
      const users = await peopleOf(reachable);
      const all: Writers[] = [];
      for (let round = 0; round < 3; round += 1) {
        all.push(await writeUntil(reachable, users, () => node.kill()));
        node = await startNodeProcess(variables);
        for (const writers of all) await expectEveryWrite(writers);
      }
    } finally {
      await node.stop();
    }
  });

  it("are all there, and whole, after SIGKILL of the node, of all of PostgreSQL's processes, and of both", async () => {
    let postgres: OwnPostgres = await ownPostgres();
    const settings = { ...variables, IDOS_DATABASE_URL: postgres.url };
    let node: NodeProcess = await startNodeProcess(settings);
    try {
      const reachable = world.reach(node.origin);
      const users = await peopleOf(reachable);
      const all: Writers[] = [];
      const restartNode = async (): Promise<void> => {
        node = await startNodeProcess(settings);
      };
      const restartPostgres = async (): Promise<void> => {
        postgres = await postgres.restart();
      };
      all.push(await writeUntil(reachable, users, () => node.kill()));
      await restartNode();
      for (const writers of all) await expectEveryWrite(writers);

      // The node goes on by itself when the database is back.
      all.push(await writeUntil(reachable, users, () => postgres.kill()));
      await restartPostgres();
      for (const writers of all) await expectEveryWrite(writers);

      all.push(await writeUntil(reachable, users, () => Promise.all([postgres.kill(), node.kill()])));
      await restartPostgres();
      await restartNode();
      for (const writers of all) await expectEveryWrite(writers);
    } finally {
      await node.stop();
      await postgres.remove();
    }
  });
});
