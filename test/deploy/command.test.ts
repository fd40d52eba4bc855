import { readdir } from "node:fs/promises";
import { expect } from "chai";
import { parseEther, Wallet } from "ethers";
import { startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { CONTRACT_ADDRESS } from "../../scripts/deploy/creation.ts";
import { CREATE2_PROXY, installProxy } from "../../scripts/deploy/create2-proxy.ts";
import { runProgram } from "../../scripts/process/run-program.ts";
import { DeployWorld, KEY, type LiveChain, SEPOLIA } from "./support/deploying.ts";

describe("the command that deploys, at a chain that poses as sepolia", () => {
  let world: DeployWorld;
  let chain: LiveChain;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
  });
  afterEach(() => world.close());

  it("shows in a dry run what it would do and cost, and does nothing", async () => {
    const { exitCode, stdout } = await world.deploy(chain.url, ["--dry-run"]);
    expect(exitCode).to.equal(0);
    const { host } = new URL(chain.url);
    for (const fact of [
      /^network +sepolia, chain id 11155111$/m,
      new RegExp(`^endpoint +${host}$`, "m"),
      /^deployer +0xf39F\w+, 10000\.0 ETH$/m,
      new RegExp(`^contract +${CONTRACT_ADDRESS}$`, "m"),
      /^sources +(commit [0-9a-f]{40}|changed since the last commit)/m,
      /^there +nothing yet$/m,
      /^gas +at most \d{7} at [\d.]+ gwei now$/m,
      /^proxy +0\.01 ETH to make the deployment proxy$/m,
      /^cost +about 0\.01\d+ ETH, at most 0\.01\d+ ETH$/m,
      /^limit +0\.1 ETH$/m,
      /^to send +a payment to 0x3fAB.*, the proxy's own transaction, a call of the deployment proxy/m,
      /^dry run: nothing was sent or written$/m,
    ])
      expect(stdout).to.match(fact);
    expect(await chain.provider.getBlockNumber()).to.equal(0);
    expect(await chain.provider.getTransactionCount(new Wallet(KEY).address, "pending")).to.equal(0);
    expect((await readdir(world.folder)).filter((name) => name.includes("sepolia"))).to.deep.equal([]);
  });

  it("needs no key for a dry run", async () => {
    const { exitCode, stdout } = await world.deploy(chain.url, ["--dry-run"], { DEPLOYER_PRIVATE_KEY: "" });
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/^deployer +no key is set$/m);
  });

  it("deploys once; the second run sends nothing and says so", async () => {
    const first = await world.deploy(chain.url);
    expect(first).to.include({ exitCode: 0, stderr: "" });
    expect(first.stdout).to.include(`\ndeployed on sepolia: ${CONTRACT_ADDRESS}, block 3\n`);
    const second = await world.deploy(chain.url);
    expect(second.exitCode).to.equal(0);
    expect(second.stdout).to.match(/^to send +nothing$/m);
    expect(second.stdout).to.include(`\nalready deployed on sepolia: ${CONTRACT_ADDRESS}, block 3\n`);
    expect(await chain.provider.getBlockNumber()).to.equal(3);
  });

  it("sends nothing where the balance may not suffice, and says what is missing", async () => {
    await installProxy(chain.provider, new Wallet(KEY, chain.provider), () => undefined);
    const poor = Wallet.createRandom();
    await chain.provider.send("hardhat_setBalance", [poor.address, "0x1"]);
    const dry = await world.deploy(chain.url, ["--dry-run"], { DEPLOYER_PRIVATE_KEY: poor.privateKey });
    expect(dry.stdout).to.match(/^lacking +the deployer needs 0\.0\d+ ETH more$/m);
    const { exitCode, stderr } = await world.deploy(chain.url, [], { DEPLOYER_PRIVATE_KEY: poor.privateKey });
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(
      new RegExp(`^idos: ${poor.address} has too little: it lacks 0\\.0\\d+ to be sure`),
    );
    expect(await chain.provider.getBlockNumber()).to.equal(2);
    expect(parseEther("0.01") > (await chain.provider.getBalance(poor.address))).to.equal(true);
  });

  it("needs a key on a chain that is not local", async () => {
    const { exitCode, stderr } = await world.deploy(chain.url, [], { DEPLOYER_PRIVATE_KEY: "" });
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(/^idos: no deployer's key: npx hardhat keystore set DEPLOYER_PRIVATE_KEY, or/);
  });

  it("never prints a key, not even a wrong one", async () => {
    const wrong = `${KEY}00`;
    const { exitCode, stdout, stderr } = await world.deploy(chain.url, [], { DEPLOYER_PRIVATE_KEY: wrong });
    expect(exitCode).to.equal(1);
    expect(stderr).to.equal(
      "idos: DEPLOYER_PRIVATE_KEY is not a private key: 0x and 64 hexadecimal digits\n",
    );
    expect(stdout + stderr).to.not.include(KEY.slice(2, 20));
  });

  it("refuses an endpoint of another chain before anything else", async () => {
    const local = await world.startChain();
    const { exitCode, stdout, stderr } = await world.deploy(local.url);
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
    expect(stderr).to.equal("idos: sepolia is chain 11155111, and the endpoint is of chain 31337\n");
    expect(await local.provider.getCode(CREATE2_PROXY)).to.equal("0x");
  });

  it("prints nothing of the endpoint's URL but its host, also when the endpoint fails", async () => {
    const rpc = await startRpcProxy(chain.url);
    world.onClose(() => rpc.close());
    const url = rpc.url.replace("//", "//user:hunter22@");
    rpc.tamper(() => ({ body: `no such key: s3cret-key`, status: 401 }));
    const failed = await world.deploy(`${url}/v2/s3cret-key?token=s3cret-token`);
    expect(failed.exitCode).to.equal(1);
    expect(failed.stderr).to.include("401");
    expect(failed.stdout + failed.stderr).to.not.match(/s3cret|hunter22/);
  });

  it("is told by its exit code that it was called wrongly, before anything is fetched", async () => {
    const { exitCode, output } = await runProgram("scripts/deploy/main.ts", ["--network", "nowhere"]);
    expect(exitCode).to.equal(2);
    expect(output).to.include("nowhere is not ready by name: say its --chain-id too");
  });
});
