import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { until } from "../../indexer/test/harness/until.ts";
import {
  DeployWorld,
  type Finished,
  KEY,
  type LiveChain,
  OTHER_KEY,
  type Running,
  SEPOLIA,
  startScript,
} from "./support/deploying.ts";

const PASSWORD = "correct horse battery staple";

describe("the deployer's key in Hardhat's encrypted keystore", () => {
  let world: DeployWorld;
  let chain: LiveChain;

  before(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
    const hardhat = ["node_modules/hardhat/dist/src/cli.js", "keystore", "set", "DEPLOYER_PRIVATE_KEY"];
    const setting = startScript(hardhat, {
      HOME: world.folder,
      XDG_CONFIG_HOME: join(world.folder, "config"),
    });
    await answer(setting, [
      [/Enter the password: /, PASSWORD],
      [/confirm your password: /, PASSWORD],
      [/Enter secret to store.*: /, KEY],
    ]);
  });
  after(() => world.close());

  /** Answers each question as it is asked. */
  async function answer(
    running: Running,
    answers: readonly (readonly [RegExp, string])[],
  ): Promise<Finished> {
    for (const [question, words] of answers) {
      await until(
        () => Promise.resolve(running.stdout()),
        (stdout) => question.test(stdout),
        30_000,
      );
      running.answer(words);
    }
    running.endInput();
    return running.finished;
  }
  const dryRun = (environment: Readonly<Record<string, string>> = {}): Running =>
    world.start(["--network", "sepolia", "--rpc", chain.url, "--dry-run"], environment);
  const question = /Enter the password: /;

  it("is there in no readable form", async () => {
    const entries = await readdir(world.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).to.include("keystore.json");
    for (const { parentPath, name } of files)
      expect(await readFile(join(parentPath, name), "utf8")).to.not.include(KEY.slice(2));
  });

  it("pays once its password is given, and neither is printed", async () => {
    const { exitCode, stdout, stderr } = await answer(dryRun(), [[question, PASSWORD]]);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(stdout).to.include(`deployer  ${new Wallet(KEY).address}`);
    expect(stdout).to.not.include(KEY.slice(2)).and.not.include(PASSWORD);
  });

  it("stays locked with another password", async () => {
    const { exitCode, stderr } = await answer(dryRun(), [[question, "wrong password"]]);
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(/^idos: .*(password|keystore)/i);
  });

  it("is not asked for where the environment has one", async () => {
    const { exitCode, stdout } = await dryRun({ DEPLOYER_PRIVATE_KEY: OTHER_KEY }).finished;
    expect(exitCode).to.equal(0);
    expect(stdout).to.include(`deployer  ${new Wallet(OTHER_KEY).address}`);
  });
});
