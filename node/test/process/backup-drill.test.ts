import { rm } from "node:fs/promises";
import { join } from "node:path";
import { originSchema, PATHS, shareSchema } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { runProgram } from "../../../scripts/process/run-program.ts";
import { testDatabase, type TestDatabase } from "../../../test/harness/postgres.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { runBackup } from "../../src/backup/run-backup.ts";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded } from "../harness/story.ts";
import { startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";
import { expectEveryWrite, startWriters } from "./writers.ts";

const [ALICE, BOB] = [0, 1];
const WRITES = 12;

describe("the drill: backed up, destroyed with its Redis, restored, started", () => {
  let world: ProcessWorld;
  const databases: TestDatabase[] = [];
  beforeEach(async () => (world = await startProcessWorld()));
  afterEach(async () => {
    for (const database of databases.splice(0)) await database.drop();
    await world.stop();
  });

  const newDatabase = async (): Promise<Record<string, string>> => {
    const database = await testDatabase();
    databases.push(database);
    return { IDOS_DATABASE_URL: database.url };
  };
  const PLACES: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
    PGlite: () => Promise.resolve({}),
    PostgreSQL: newDatabase,
  };
  for (const [name, place] of Object.entries(PLACES)) {
    it(`a node on ${name} serves all that it held, and its grantees by the index that it reads anew`, async () => {
      const port = String(await freePort());
      const settings: Record<string, string> = { ...world.variables, IDOS_PORT: port, ...(await place()) };
      const file = join(world.folder, "backup");
      const command = async (environment: Record<string, string>, ...args: string[]): Promise<string> => {
        const said: string[] = [];
        const exitCode = await runBackup(args, environment, { say: (line) => void said.push(line) });
        return `${exitCode}: ${said.join("\n")}`;
      };

      const node = await startNodeProcess(settings);
      const reachable = world.reach(originSchema.parse(node.origin));
      const provider = await signedInProvider(reachable);
      const alice = await createUser(reachable, provider, world.deployed.chain.account(ALICE));
      const bob = await createUser(reachable, provider, world.deployed.chain.account(BOB));
      const version = await store(reachable, alice);
      const share = randomId();
      succeeded(await alice.request(await putShare(reachable, share, alice, bob.account, [version])));
      const block = await world.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });
      const writers = startWriters(reachable, [alice]);
      await until(
        () => Promise.resolve(writers.count()),
        (count) => count >= WRITES,
      );
      await writers.stop();
      expect(writers.failures).to.deep.equal([]);
      if (name === "PGlite") expect(await command(settings, "backup", file)).to.match(/^1: .*in use/);
      else expect(await command(settings, "backup", file)).to.match(/^0: /);
      await node.stop();
      if (name === "PGlite") expect(await command(settings, "backup", file)).to.match(/^0: /);

      await rm(settings["IDOS_DATA_FOLDER"] ?? "", { recursive: true, force: true });
      const { prefix } = await testRedis();
      const anew = { ...settings, IDOS_REDIS_PREFIX: prefix, ...(await place()) };
      expect(await command(anew, "restore", file)).to.match(/^0: restored \d+ rows/);
      const restored = await startNodeProcess(anew);
      try {
        for (const person of [alice, bob]) succeeded(await person.signIn());
        await expectEveryWrite(writers);
        const read = succeeded(await bob.request(get(`${PATHS.share(share)}?atLeast=${block}`)));
        const { records } = shareSchema.parse(read.json);
        expect(records.map(({ header }) => header)).to.deep.equal([version.jws]);
      } finally {
        await restored.stop();
      }
    });
  }

  it("the commands say what they take, and name no secret when a setting does not hold", async () => {
    const program = new URL("../../src/backup/main.ts", import.meta.url).pathname;
    expect(await runProgram(program, ["backup"])).to.deep.equal({
      exitCode: 2,
      output: "usage: backup FILE, or restore FILE\n",
    });
    const said: string[] = [];
    const environment = { ...world.variables, IDOS_DATABASE_URL: "mysql://user:a-secret@host/name" };
    const exitCode = await runBackup(["backup", "x"], environment, { say: (line) => void said.push(line) });
    expect(exitCode).to.equal(2);
    expect(said.join("\n")).to.contain("IDOS_DATABASE_URL").and.not.contain("a-secret");
  });
});
