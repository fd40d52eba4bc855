import { readFile } from "node:fs/promises";
import { nodeInfoSchema, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { type DeployedChain, deployTo } from "../../indexer/test/harness/deployed-chain.ts";
import { until } from "../../indexer/test/harness/until.ts";
import { buildImage, type ImageSettings } from "../../scripts/container/build-image.ts";
import { buildah } from "../../scripts/container/buildah.ts";
import { type ContainerProcess, runInContainer } from "../../scripts/container/run-container.ts";
import { runTool } from "../../scripts/container/run-tool.ts";
import { freePort } from "../../scripts/process/free-port.ts";
import { startTestChain } from "../harness/chain.ts";
import { testRedis } from "../harness/redis.ts";

const IMAGE = "localhost/idos-node-test";
const BUILD_MS = 600_000;
const START_MS = 60_000;

describe("the image of the Dockerfile", () => {
  let image: ImageSettings;
  let container: string;
  let deployed: DeployedChain;
  let settings: Record<string, string>;
  let running: ContainerProcess | undefined;

  before(async function () {
    this.timeout(BUILD_MS);
    image = await buildImage(IMAGE);
    container = await buildah("from", "--pull-never", IMAGE);
    deployed = await deployTo(await startTestChain());
    const { url, prefix } = await testRedis();
    const [port, operatorPort] = [await freePort(), await freePort()];
    settings = {
      IDOS_PORT: String(port),
      IDOS_METRICS_PORT: String(operatorPort),
      IDOS_ORIGIN: `http://127.0.0.1:${port}`,
      IDOS_RPC_URLS: deployed.chain.rpcUrl,
      IDOS_CHAIN_ID: String(deployed.chain.chainId),
      IDOS_CONTRACT: deployed.contract,
      IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
      IDOS_REDIS_URL: url,
      IDOS_REDIS_PREFIX: prefix,
    };
  });
  after(async function () {
    this.timeout(BUILD_MS);
    if ((await running?.pid()) !== undefined) await running?.signal("KILL");
    await deployed.chain.stop();
    await buildah("rm", container);
    await buildah("rmi", "--force", IMAGE);
    await buildah("rmi", "--prune");
  });

  const operator = async (path: string): Promise<number> => {
    const url = `http://127.0.0.1:${settings["IDOS_METRICS_PORT"] ?? ""}${path}`;
    return fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
  };
  const health = (environment: Record<string, string>) =>
    runInContainer(container, image.Healthcheck.Test.slice(1), environment).ended;

  it("holds Node and what it runs, and nothing to build, install, fetch or look around with", async () => {
    const folder = await buildah("mount", container);
    const listed = await runTool("find", [folder, "-printf", "/%P\\n"]);
    await buildah("umount", container);
    const files = listed.trim().split("\n");
    expect(files).to.include.members(["/usr/local/bin/node", "/app/node/src/main.ts", "/app/LICENSE"]);
    const programs = files.filter((file) => /\/s?bin\/[^/]+$/.test(file) && !file.startsWith("/app/"));
    expect(programs).to.deep.equal(["/usr/local/bin/node"]);
    for (const name of ["npm", "tsx", "typescript", "esbuild", "mocha", "hardhat", "libsodium-wrappers-sumo"])
      expect(files, name).to.not.include(`/app/node_modules/${name}`);
    const own = files.filter((file) => file.startsWith("/app/") && !file.startsWith("/app/node_modules/"));
    expect(
      own.filter((file) => /\.test\.ts$|\/test\/|\/(sdk|scripts|examples|\.git|\.npmrc)(\/|$)/.test(file)),
    ).to.be.empty;
  });

  it("names a user who is nobody, a check of its health and the signal that ends it", () => {
    expect(image.User).to.match(/^[1-9]\d+:[1-9]\d+$/);
    expect(image.StopSignal).to.equal("SIGTERM");
    expect(image.Healthcheck.Test[0]).to.equal("CMD");
  });

  it("does not start without settings, and names those that are missing", async () => {
    const started = runInContainer(container, image.Entrypoint, {});
    expect(await started.ended).to.equal(2);
    for (const name of ["IDOS_RPC_URLS", "IDOS_CHAIN_ID"])
      expect(started.said()).to.include(`${name}: it must be set`);
  });

  it("serves with real stores, is healthy and ready, and runs as the image's user", async function () {
    this.timeout(2 * START_MS);
    expect(await health(settings)).to.equal(1);
    running = runInContainer(container, image.Entrypoint, settings);
    await until(
      () => operator("/readyz"),
      (status) => status === 200,
      START_MS,
    );
    expect(await health(settings)).to.equal(0);
    const response = await fetch(`${settings["IDOS_ORIGIN"] ?? ""}${PATHS.info}`);
    expect(nodeInfoSchema.parse(await response.json()).origin).to.equal(settings["IDOS_ORIGIN"]);
    const pid = await running.pid();
    const status = await readFile(`/proc/${pid ?? 0}/status`, "utf8");
    const [user = ""] = image.User.split(":");
    // The real, the effective, the saved and the file system's user id.
    expect(/^Uid:\s+(.+)$/m.exec(status)?.[1]?.split(/\s+/)).to.deep.equal([user, user, user, user]);
  });

  it("writes to its volume and nowhere else", async () => {
    const root = `/proc/${String(await running?.pid())}/root`;
    const kernels = ["proc", "sys", "dev"].flatMap((name) => ["-path", `${root}/${name}`, "-prune", "-o"]);
    const files = ["-user", "10001", "-printf", "/%P\\n"];
    const written = (await runTool("find", [`${root}/`, ...kernels, ...files])).trim().split("\n");
    expect(written).to.include("/data/database");
    expect(written.filter((path) => !path.startsWith("/data"))).to.be.empty;
  });

  it("ends by SIGTERM, with exit code 0", async () => {
    await running?.signal("TERM");
    expect(await running?.ended).to.equal(0);
    expect(await operator("/healthz")).to.equal(0);
  });
});
