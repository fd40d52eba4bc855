import { expect } from "chai";
import { readDeployment } from "../../scripts/deploy/record.ts";
import { DeployWorld, type Finished, KEY, type LiveChain, SEPOLIA } from "./support/deploying.ts";
import { type Sourcify, startSourcify } from "./support/sourcify.ts";

describe("the verification of a deployed contract's source", () => {
  let world: DeployWorld;
  let chain: LiveChain;
  let sourcify: Sourcify;

  before(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
    sourcify = await startSourcify();
    world.onClose(() => sourcify.close());
  });
  after(() => world.close());

  const deploy = (sourcifyUrl = sourcify.url): Promise<Finished> =>
    world.start(["--network", "sepolia", "--rpc", chain.url, "--confirmations", "1"], {
      DEPLOYER_PRIVATE_KEY: KEY,
      IDOS_SOURCIFY_URL: sourcifyUrl,
    }).finished;
  const verifiedBy = async () => (await readDeployment(world.folder, "sepolia"))?.verifiedBy;

  it("that fails because nobody answers loses nothing: the contract is deployed and recorded", async () => {
    const { exitCode, stdout } = await deploy("http://127.0.0.1:1");
    expect(exitCode).to.equal(3);
    expect(stdout).to.match(/\ndeployed on sepolia: 0x/);
    expect(stdout).to.match(/source not verified by sourcify: .*127\.0\.0\.1:1/);
    expect(stdout).to.include("run this again to verify its source");
    expect(await verifiedBy()).to.deep.equal([]);
  });

  it("that is refused says why", async () => {
    sourcify.agree(false);
    const { exitCode, stdout } = await deploy();
    expect(exitCode).to.equal(3);
    expect(stdout).to.match(/already deployed[^]*source not verified by sourcify: [^]*bytecodes differ/);
    expect(await verifiedBy()).to.deep.equal([]);
  });

  it("is done by the next run alone, with the sources, the settings and the transaction, and recorded", async () => {
    sourcify.agree(true);
    const { exitCode, stdout } = await deploy();
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/already deployed[^]*source verified by sourcify/);
    const record = await readDeployment(world.folder, "sepolia");
    expect(record?.verifiedBy).to.deep.equal(["sourcify"]);
    const handedIn = sourcify.submissions.at(-1);
    expect(handedIn?.path).to.equal(`/v2/verify/11155111/${record?.address ?? ""}`);
    expect(handedIn?.creationTransactionHash).to.equal(record?.transactionHash);
    expect(handedIn?.compilerVersion).to.equal(`v${record?.compiler ?? ""}`);
    expect(handedIn?.contractIdentifier).to.match(/AccessManagementProtocol\.sol:AccessManagementProtocol$/);
    expect(handedIn?.stdJsonInput.settings).to.deep.include({
      viaIR: true,
      metadata: { bytecodeHash: "none" },
    });
    expect(Object.keys(handedIn?.stdJsonInput.sources ?? {}).join()).to.include("libraries/Journal.sol");
  });

  it("is not asked for again", async () => {
    const before = sourcify.submissions.length;
    expect((await deploy()).exitCode).to.equal(0);
    expect(sourcify.submissions).to.have.length(before);
  });
});
