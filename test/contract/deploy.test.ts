import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { network } from "hardhat";
import { AccessManagementProtocol__factory } from "../../protocol/src/generated/contracts/AccessManagementProtocol__factory.ts";
import { type DeployOptions, deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { readDeployment, writeDeployment } from "../../scripts/deploy/record.ts";

const run = promisify(execFile);

interface LiveChain {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  stop(): Promise<void>;
}

async function startChain(chainId = 31337): Promise<LiveChain> {
  const server = await network.createServer({ override: { chainId } }, "127.0.0.1", 0);
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}`;
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1, pollingInterval: 20 });
  return {
    url,
    provider,
    stop: async () => {
      provider.destroy();
      await server.close();
    },
  };
}

describe("a deployment", () => {
  let chain: LiveChain;
  let folder: string;
  let running: LiveChain[];

  const start = async (chainId?: number): Promise<LiveChain> => {
    const started = await startChain(chainId);
    running.push(started);
    return started;
  };

  beforeEach(async () => {
    running = [];
    folder = await mkdtemp(join(tmpdir(), "deployments-"));
    chain = await start();
  });
  afterEach(async () => {
    for (const each of running) await each.stop();
    await rm(folder, { recursive: true });
  });

  const optionsOn = async ({ provider }: LiveChain): Promise<DeployOptions> => ({
    signer: await provider.getSigner(0),
    network: "localhost",
    folder,
  });
  const refusal = async (options: DeployOptions): Promise<string> =>
    deployContract(options).then(
      () => "not refused",
      (error: unknown) => String(error),
    );

  it("puts the contract on the chain and records where, when and what", async () => {
    const commit = "0123456789".repeat(4);
    const { record, deployed } = await deployContract({ ...(await optionsOn(chain)), commit });
    expect(deployed).to.equal(true);
    expect(await readDeployment(folder, "localhost")).to.deep.equal(record);
    expect(record).to.include({ network: "localhost", chainId: 31337, commit });
    expect(record.compiler).to.match(/^0\.8\.37\+commit\./);
    expect(record.compilerSettings).to.have.property("evmVersion", "cancun");
    const receipt = await chain.provider.getTransactionReceipt(record.transactionHash);
    expect(receipt).to.include({ contractAddress: record.address, blockNumber: record.blockNumber });
    const amp = AccessManagementProtocol__factory.connect(record.address, chain.provider);
    expect(await amp.journal()).to.deep.equal([0n, `0x${"00".repeat(24)}`]);
  });

  it("is used again by the second run, which sends nothing", async () => {
    const first = await deployContract(await optionsOn(chain));
    const blockNumber = await chain.provider.getBlockNumber();
    const second = await deployContract(await optionsOn(chain));
    expect(second).to.deep.equal({ record: first.record, deployed: false });
    expect(await chain.provider.getBlockNumber()).to.equal(blockNumber);
  });

  it("is made anew on a local chain that forgot it", async () => {
    await deployContract(await optionsOn(chain));
    const { deployed } = await deployContract(await optionsOn(await start()));
    expect(deployed).to.equal(true);
  });

  it("is refused where the record is of another chain", async () => {
    await deployContract(await optionsOn(chain));
    const other = await start(1234);
    expect(await refusal(await optionsOn(other))).to.include("is of chain 31337, and this is chain 1234");
    expect(await other.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where a lasting chain holds no such code at the recorded address", async () => {
    await deployContract(await optionsOn(await start(1234)));
    const reset = await start(1234);
    expect(await refusal(await optionsOn(reset))).to.include("holds no code on this chain");
    expect(await reset.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where the live contract was built from something else", async () => {
    const { record } = await deployContract(await optionsOn(chain));
    for (const field of ["abiHash", "creationCodeHash"]) {
      await writeDeployment(folder, { ...record, [field]: `0x${"11".repeat(32)}` });
      expect(await refusal(await optionsOn(chain))).to.include("is live and differs");
    }
    expect(await chain.provider.getBlockNumber()).to.equal(record.blockNumber);
  });

  it("is refused where the record is broken, and leaves it as it is", async () => {
    const path = join(folder, "localhost.json");
    await writeFile(path, `{"network":"localhost"}`);
    expect(await refusal(await optionsOn(chain))).to.include("is not a deployment record");
    expect(await readFile(path, "utf8")).to.equal(`{"network":"localhost"}`);
  });

  it("is refused where the network's name would leave the folder", async () => {
    const options = { ...(await optionsOn(chain)), network: "../elsewhere" };
    expect(await refusal(options)).to.include("not a network's name");
    expect(await readdir(folder)).to.deep.equal([]);
  });

  describe("by the command", () => {
    const command = (url: string, environment: Record<string, string> = {}) =>
      run(
        process.execPath,
        [
          "--import",
          "tsx",
          "scripts/deploy/main.ts",
          "--network",
          "localhost",
          "--rpc",
          url,
          "--folder",
          folder,
        ],
        { env: { PATH: process.env["PATH"], ...environment } },
      );

    it("happens once, however often it is run", async () => {
      expect((await command(chain.url)).stdout).to.match(/^deployed on localhost: 0x/);
      expect((await command(chain.url)).stdout).to.match(/^already deployed on localhost: 0x/);
    });

    it("needs a key on a chain that is not local", async () => {
      const { url } = await start(1234);
      const failed = await command(url).catch((error: unknown) => error);
      expect(failed).to.include({
        code: 1,
        stderr: "chain 1234 is no local chain: set DEPLOYER_PRIVATE_KEY\n",
      });
    });

    it("is paid by the key of its environment, which it never prints", async () => {
      const { url } = await start(1234);
      // The first key of Hardhat's public mnemonic.
      const key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
      expect((await command(url, { DEPLOYER_PRIVATE_KEY: key })).stdout).to.match(/^deployed/);
      const wrong = `${key}00`;
      const failed = await command(url, { DEPLOYER_PRIVATE_KEY: wrong }).catch((error: unknown) => error);
      expect(failed).to.include({ code: 1, stderr: "DEPLOYER_PRIVATE_KEY is not a private key\n" });
    });
  });
});
