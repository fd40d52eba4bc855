import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { keccak256 } from "ethers";
import { AccessManagementProtocol__factory } from "../../protocol/src/generated/contracts/AccessManagementProtocol__factory.ts";
import { CONTRACT_ADDRESS } from "../../scripts/deploy/creation.ts";
import { CREATE2_PROXY } from "../../scripts/deploy/create2-proxy.ts";
import { type DeployOptions, deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { readDeployment, writeDeployment } from "../../scripts/deploy/record.ts";
import { DeployWorld, type LiveChain, LOCAL } from "./support/deploying.ts";

describe("a deployment", () => {
  let world: DeployWorld;
  let chain: LiveChain;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain();
  });
  afterEach(() => world.close());

  const optionsOn = async ({ provider, chainId }: LiveChain): Promise<DeployOptions> => ({
    ...{ provider, chainId, signer: await provider.getSigner(0) },
    network: "localhost",
    folder: world.folder,
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
    expect(await readDeployment(world.folder, "localhost")).to.deep.equal(record);
    expect(record).to.deep.include({ network: "localhost", chainId: LOCAL, commit, verifiedBy: [] });
    expect(record.compiler).to.match(/^0\.8\.37\+commit\./);
    expect(record.compilerSettings).to.have.property("evmVersion", "cancun");
    const receipt = await chain.provider.getTransactionReceipt(record.transactionHash);
    expect(receipt).to.include({ to: CREATE2_PROXY, blockNumber: record.blockNumber, status: 1 });
    expect(record.codeHash).to.equal(keccak256(await chain.provider.getCode(record.address)));
    const amp = AccessManagementProtocol__factory.connect(record.address, chain.provider);
    expect(await amp.journal()).to.deep.equal([0n, `0x${"00".repeat(24)}`]);
  });

  it("has the same address on chains with different ids, and a domain of its own on each", async () => {
    const other = await world.startChain(1234);
    const one = await deployContract(await optionsOn(chain));
    const two = await deployContract({ ...(await optionsOn(other)), network: "other" });
    expect(one.record.address).to.equal(CONTRACT_ADDRESS);
    expect(two.record.address).to.equal(CONTRACT_ADDRESS);
    expect(one.record.codeHash).to.not.equal(two.record.codeHash);
    const amp = AccessManagementProtocol__factory.connect(CONTRACT_ADDRESS, other.provider);
    expect(await amp.eip712Domain()).to.deep.include(1234n);
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
    const { deployed } = await deployContract(await optionsOn(await world.startChain()));
    expect(deployed).to.equal(true);
  });

  it("is refused on another chain than the network's", async () => {
    const options = { ...(await optionsOn(chain)), network: "sepolia", chainId: 11155111 };
    expect(await refusal(options)).to.include(
      "sepolia is chain 11155111, and the endpoint is of chain 31337",
    );
    expect(await chain.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where the record is of another chain", async () => {
    await deployContract(await optionsOn(chain));
    const other = await world.startChain(1234);
    expect(await refusal(await optionsOn(other))).to.include("is of chain 31337, and this is chain 1234");
    expect(await other.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where a lasting chain has a record by another name, before anything is sent", async () => {
    const lasting = await world.startChain(4242);
    await deployContract({ ...(await optionsOn(lasting)), network: "one" });
    const blockNumber = await lasting.provider.getBlockNumber();
    const refused = await refusal({ ...(await optionsOn(await world.startChain(4242))), network: "two" });
    expect(refused).to.include("one and two both stand for chain 4242: keep to one name");
    expect(await refusal({ ...(await optionsOn(lasting)), network: "two" })).to.include("keep to one name");
    expect(await readdir(world.folder)).to.deep.equal(["one.json"]);
    expect(await lasting.provider.getBlockNumber()).to.equal(blockNumber);
  });

  it("is refused beside a record of an older contract, before anything is sent", async () => {
    const { record } = await deployContract({
      ...(await optionsOn(await world.startChain(4242))),
      network: "one",
    });
    await writeDeployment(world.folder, { ...record, abiHash: `0x${"11".repeat(32)}` });
    const other = await world.startChain(1234);
    expect(await refusal({ ...(await optionsOn(other)), network: "two" })).to.include(
      "the record of one is of another contract than this source's: move it away",
    );
    expect(await other.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where a lasting chain holds no such code at the recorded address", async () => {
    await deployContract(await optionsOn(await world.startChain(1234)));
    const reset = await world.startChain(1234);
    expect(await refusal(await optionsOn(reset))).to.include("holds no code on this chain");
    expect(await reset.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where the live contract was built from something else", async () => {
    const { record } = await deployContract(await optionsOn(chain));
    for (const field of ["abiHash", "creationCodeHash"]) {
      await writeDeployment(world.folder, { ...record, [field]: `0x${"11".repeat(32)}` });
      expect(await refusal(await optionsOn(chain))).to.include("is live and differs");
    }
    expect(await chain.provider.getBlockNumber()).to.equal(record.blockNumber);
  });

  it("is refused where other code is at its address, even if the record agrees with it", async () => {
    const other = await world.startChain(1234);
    const forged = "0x6001600155";
    await other.provider.send("hardhat_setCode", [CONTRACT_ADDRESS, forged]);
    expect(await refusal(await optionsOn(other))).to.include("holds other code than this source makes");
    const { record } = await deployContract(await optionsOn(chain));
    await writeDeployment(world.folder, { ...record, chainId: 1234, codeHash: keccak256(forged) });
    expect(await refusal(await optionsOn(other))).to.include("holds other code than this source makes");
    expect(await other.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused where the chain tells another block of the recorded transaction", async () => {
    const { record } = await deployContract(await optionsOn(chain));
    await writeDeployment(world.folder, { ...record, blockNumber: record.blockNumber + 1 });
    expect(await refusal(await optionsOn(chain))).to.include(`is in block ${record.blockNumber}, not`);
  });

  it("is refused where the record is broken, and leaves it as it is", async () => {
    const path = join(world.folder, "localhost.json");
    await writeFile(path, `{"network":"localhost"}`);
    expect(await refusal(await optionsOn(chain))).to.include("is not a deployment record");
    expect(await readFile(path, "utf8")).to.equal(`{"network":"localhost"}`);
  });

  it("is refused where the network's name would leave the folder", async () => {
    const options = { ...(await optionsOn(chain)), network: "../elsewhere" };
    expect(await refusal(options)).to.include("not a network's name");
    expect(await readdir(world.folder)).to.deep.equal([]);
  });
});
