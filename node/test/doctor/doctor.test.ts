import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { ownRedis, testRedis } from "../../../test/harness/redis.ts";
import { parseConfig } from "../../src/config/config.ts";
import { createNode } from "../../src/create-node.ts";
import { examine } from "../../src/doctor/examine.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { runDoctor } from "../../src/doctor/run-doctor.ts";
import { template, temporaryFolder } from "../storage/folders.ts";

const SECRET = "endpoint-key";
const reportSchema = z.strictObject({
  exitCode: z.number(),
  findings: z.array(
    z.strictObject({ part: z.string(), verdict: z.string(), says: z.string(), todo: z.string().optional() }),
  ),
});

describe("the doctor", () => {
  let deployed: DeployedChain;
  let folder: string;
  let removeFolder: () => Promise<void>;
  let settings: Record<string, string>;

  before(async () => {
    deployed = await deployTo(await startTestChain());
    ({ folder, remove: removeFolder } = await temporaryFolder());
    settings = {
      IDOS_PORT: "0",
      IDOS_METRICS_PORT: "0",
      IDOS_RPC_URLS: `${deployed.chain.rpcUrl}/${SECRET}`,
      IDOS_CHAIN_ID: String(deployed.chain.chainId),
      IDOS_CONTRACT: deployed.contract,
      IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
      IDOS_REDIS_URL: (await testRedis()).url,
      IDOS_REDIS_PREFIX: (await testRedis()).prefix,
      IDOS_DATA_FOLDER: join(folder, "data"),
      IDOS_PGLITE_TEMPLATE: template,
      IDOS_LOG_LEVEL: "silent",
    };
  });
  after(async () => {
    await deployed.chain.stop();
    await removeFolder();
  });

  const examined = (changes: Record<string, string> = {}) =>
    examine(parseConfig({ ...settings, ...changes }), []);
  const of = (findings: readonly Finding[], part: string) =>
    findings.filter((one) => one.part.startsWith(part));
  const said = (findings: readonly Finding[]) =>
    findings.map(({ verdict, says }) => `${verdict}: ${says}`).join("\n");

  it("finds a chain, its contract's code and its clock where they are, and keeps the endpoint's key to itself", async () => {
    const findings = await examined();
    expect(said(of(findings, "chain"))).to.match(
      /^ok: 127\.0\.0\.1:\d+: block \d+, \d+ s old, contract's code 0x/,
    );
    expect(said(of(findings, "clock"))).to.match(/^ok: as at 127\.0\.0\.1/);
    expect(JSON.stringify(findings)).to.not.include(SECRET);
  });

  it("finds a clock that is wrong, by the endpoint's", async () => {
    const clock = () => Date.now() - 600_000;
    const findings = await examine(parseConfig(settings), [], clock);
    expect(said(of(findings, "clock"))).to.match(/^problem: (599|600|601) s behind/);
  });

  it("finds a chain of another id, a contract that is not there, other code, and no endpoint", async () => {
    const wrong = [
      [{ IDOS_CHAIN_ID: "5" }, /^problem: .* is of chain 31337/m],
      [{ IDOS_CONTRACT: `0x${"12".repeat(20)}` }, /^problem: .* has no contract/m],
      [{ IDOS_CODE_HASH: `0x${"12".repeat(32)}` }, /^problem: .* shows other code/m],
      [{ IDOS_RPC_URLS: "http://127.0.0.1:9" }, /^problem: 127\.0\.0\.1:9 does not answer/m],
      [{ IDOS_RPC_URLS: deployed.chain.wsUrl }, /^ok: 127\.0\.0\.1:\d+: block/m],
    ] as const;
    for (const [changes, words] of wrong) expect(said(of(await examined(changes), "chain"))).to.match(words);
  });

  it("finds a Redis that evicts, and none", async () => {
    const redis = await ownRedis({ appendOnly: false, settings: ["--maxmemory-policy", "allkeys-lru"] });
    try {
      const found = of(await examined({ IDOS_REDIS_URL: redis.url }), "Redis");
      expect(said(found)).to.match(/^problem: .*maxmemory-policy allkeys-lru/m);
      expect(said(found)).to.match(/^warning: .*keeps no log/m);
      await redis.stop();
      expect(said(of(await examined({ IDOS_REDIS_URL: redis.url }), "Redis"))).to.match(
        /^problem: .* does not answer: .*ECONNREFUSED/,
      );
    } finally {
      await redis.remove();
    }
  });

  it("finds no PostgreSQL, and keeps its password to itself", async () => {
    const found = of(
      await examined({ IDOS_DATABASE_URL: "postgres://u:hush-hush@127.0.0.1:9/d" }),
      "database",
    );
    expect(said(found)).to.match(/^problem: PostgreSQL at 127\.0\.0\.1:9 does not answer/);
    expect(JSON.stringify(found)).to.not.include("hush-hush");
  });

  it("looks at the folder of a running node without disturbing it", async () => {
    expect(said(of(await examined(), "database"))).to.match(/^warning: .* the first start makes it/);
    const node = await createNode(parseConfig(settings));
    await node.start();
    try {
      const findings = await examined({ IDOS_ORIGIN: node.url });
      expect(said(of(findings, "database"))).to.match(/^ok: .* in use by a running node/);
      expect(said(of(findings, "origin"))).to.match(
        /^problem: .* answers as the node of|^ok: .* answers as this/,
      );
      expect(said(of(findings, "disk"))).to.match(/GiB free for/);
    } finally {
      await node.stop();
    }
    expect(said(of(await examined(), "database"))).to.match(/^ok: .* in use by nobody/);
  });

  it("finds an origin where nobody, or somebody else, answers", async () => {
    const silent = await examined({ IDOS_ORIGIN: "http://127.0.0.1:9" });
    expect(said(of(silent, "origin"))).to.match(/^warning: .* does not answer from here/);
    const foreign = await examined({ IDOS_ORIGIN: deployed.chain.rpcUrl });
    expect(said(of(foreign, "origin"))).to.match(/^problem: .* and is no node/);
  });

  it("ends with 2 for settings that do not hold, each by its variable, and for a flag that it does not take", async () => {
    const wrong = await runDoctor(["--json"], { ...settings, IDOS_PORT: "x", IDOS_CHAIN_ID: "y" });
    const { exitCode, findings } = reportSchema.parse(JSON.parse(wrong.lines.join("")));
    expect([wrong.exitCode, exitCode]).to.deep.equal([2, 2]);
    expect(findings.map(({ says }) => says.split(":")[0])).to.deep.equal(["IDOS_PORT", "IDOS_CHAIN_ID"]);
    expect((await runDoctor(["--all"], settings)).exitCode).to.equal(2);
  });

  it("reads the settings' file, and finds that others can read it too", async () => {
    const path = join(folder, "node.json");
    await writeFile(path, JSON.stringify(settings), { mode: 0o600 });
    const modeOf = async (): Promise<string> => (await runDoctor(["--config", path], {})).lines.join("\n");
    expect(await modeOf()).to.match(/^ok +config file .*mode 600$/m);
    await chmod(path, 0o644);
    expect(await modeOf()).to.match(/^PROBLEM +config file .*others on this machine can read it$/m);
  });
});
