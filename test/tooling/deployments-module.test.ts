import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { ABI_HASH, CONTRACT_ADDRESS, CREATION_CODE_HASH, SALT } from "../../scripts/deploy/creation.ts";
import { type DeploymentRecord, writeDeployment } from "../../scripts/deploy/record.ts";
import { renderModule } from "../../scripts/deployments/render-module.ts";
import { isModuleFresh, writeDeploymentsModule } from "../../scripts/deployments/write-module.ts";

const word = `0x${"11".repeat(32)}`;

const recordOf = (network: string, chainId: number): DeploymentRecord => ({
  ...{ network, chainId, address: CONTRACT_ADDRESS, blockNumber: chainId + 1, transactionHash: word },
  ...{ salt: SALT, compiler: "0.8.37", compilerSettings: {}, abiHash: ABI_HASH },
  ...{ creationCodeHash: CREATION_CODE_HASH, codeHash: word, verifiedBy: [] },
});

describe("the module of deployments", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "deployments-"));
    file = join(folder, "generated/deployments.ts");
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function load(): Promise<unknown> {
    const module: unknown = await import(pathToFileURL(file).href);
    return typeof module === "object" && module !== null && "RECORDED_DEPLOYMENTS" in module
      ? module.RECORDED_DEPLOYMENTS
      : undefined;
  }

  it("names each lasting chain's contract and first block, by chain id", async () => {
    for (const [network, chainId] of [
      ["sepolia", 11155111],
      ["base-sepolia", 84532],
      ["localhost", 31337],
    ] as const)
      await writeDeployment(folder, recordOf(network, chainId));
    await writeDeploymentsModule(folder, file);
    const contract = CONTRACT_ADDRESS.toLowerCase();
    expect(await load()).to.deep.equal([
      { network: "base-sepolia", chainId: 84532, contract, deployBlock: 84533 },
      { network: "sepolia", chainId: 11155111, contract, deployBlock: 11155112 },
    ]);
  });

  it("is stale as soon as a record is added, changed or taken away, or it is edited", async () => {
    expect(await isModuleFresh(folder, file)).to.equal(false);
    await writeDeploymentsModule(folder, file);
    expect(await isModuleFresh(folder, file)).to.equal(true);
    await writeDeployment(folder, recordOf("sepolia", 11155111));
    expect(await isModuleFresh(folder, file)).to.equal(false);
    await writeDeploymentsModule(folder, file);
    await writeFile(file, `${await readFile(file, "utf8")} `);
    expect(await isModuleFresh(folder, file)).to.equal(false);
  });

  it("is not made from two records of one chain", () => {
    const twins = [recordOf("sepolia", 11155111), recordOf("sepolia-2", 11155111)];
    expect(() => renderModule(twins, ABI_HASH)).to.throw(
      "sepolia and sepolia-2 both stand for chain 11155111",
    );
  });

  it("is not made from a record of a contract with another ABI", () => {
    const older = { ...recordOf("sepolia", 11155111), abiHash: word };
    expect(() => renderModule([older], ABI_HASH)).to.throw("of another contract than this source's");
  });

  it("is not made where a record is broken", async () => {
    await writeFile(join(folder, "sepolia.json"), "{}");
    const error = await writeDeploymentsModule(folder, file).catch((refusal: unknown) => refusal);
    expect(String(error)).to.include("sepolia.json is not a deployment record");
  });
});
