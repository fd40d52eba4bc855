import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type DeployedChain, deployTo, newShareId } from "../../indexer/test/harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "../../indexer/test/harness/test-indexer.ts";
import { inheritedEnvironment } from "../../scripts/process/environment.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { startTestChain, type TestChain } from "../harness/chain.ts";
import { testRedis } from "../harness/redis.ts";
import { indexCommand } from "./support/index-command.ts";

interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

describe("the index's commands as programs", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let folder: string;
  let configFile: string;
  before(async () => {
    chain = await startTestChain();
    deployed = await deployTo(chain);
    await deployed.grant({ owner: 0, grantee: 1, shareId: newShareId() });
    const redis = await testRedis();
    index = openTestIndex(deployed, redis, { finality: 2 });
    await index.start().caughtUp();
    folder = await mkdtemp(join(tmpdir(), "idos-index-"));
    configFile = join(folder, "node.json");
    await writeFile(configFile, JSON.stringify(indexCommand(deployed, redis).environment));
  });
  after(async () => {
    await index.close();
    await chain.stop();
    await rm(folder, { recursive: true });
  });

  /** With the settings from the file that IDOS_CONFIG_FILE names. */
  function run(args: readonly string[], own: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const program = ["--import", "tsx", "scripts/index/main.ts", ...args];
    const env = { ...inheritedEnvironment, IDOS_CONFIG_FILE: configFile, ...own };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, program, { cwd: projectRoot, env }, (_, out, err) =>
        resolve({ exitCode: child.exitCode ?? -1, out, err }),
      );
      child.stdin?.end();
    });
  }

  const nobody = [`0x${"1".repeat(40)}`, `0x${"2".repeat(40)}`, `0x${"3".repeat(64)}`];
  for (const [args, exitCode, pattern] of [
    [["status"], 0, /^state +ready$/m],
    [["audit"], 0, /^equal to the contract at block \d+ 0x[0-9a-f]{64}, 1 event: 1 grant in 4 keys\n$/],
    [["explain", ...nobody], 1, /^Denied: .*\nThe contract has no event of such a grant/],
    [["rebuild", "--yes"], 0, /^before +1 grant, .*\nafter +1 grant, .*\nready at block \d+, 1 event;/],
  ] as const)
    it(`"${args.slice(0, 2).join(" ")}" ends with ${exitCode}, and prints nothing but the result`, async () => {
      const ended = await run(args);
      expect(ended).to.deep.include({ exitCode, err: "" });
      expect(ended.out).to.match(pattern);
    });

  it("print one line of JSON with --json", async () => {
    for (const args of [["status"], ["audit"], ["explain", ...nobody], ["rebuild", "--yes"]]) {
      const { out } = await run([...args, "--json"]);
      expect(out.trimEnd().split("\n")).to.have.length(1);
      expect(JSON.parse(out)).to.be.an("object");
    }
  });

  it("end with 2 where they are called wrongly, with 3 where Redis is silent, and say so on standard error", async () => {
    const unasked = await run(["rebuild"]);
    expect(unasked).to.include({ exitCode: 2, out: "" });
    expect(unasked.err).to.match(/^idos: index rebuild needs --yes where nobody can be asked\n$/);
    const silent = await run(["status"], { IDOS_REDIS_URL: "redis://127.0.0.1:1" });
    expect(silent).to.include({ exitCode: 3, out: "" });
    expect(silent.err).to.match(/^idos: no Redis answers at 127\.0\.0\.1:1 /);
  });
});
