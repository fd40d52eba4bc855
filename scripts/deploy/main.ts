import { parseArgs } from "node:util";
import { JsonRpcProvider } from "ethers";
import { deployContract } from "./deploy-contract.ts";
import { chooseDeployer } from "./deployer.ts";
import { sourceCommit } from "./source-commit.ts";

const USAGE = "usage: scripts/deploy/main.ts --network NAME --rpc URL [--folder FOLDER]\n";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { network: { type: "string" }, rpc: { type: "string" }, folder: { type: "string" } },
  });
  const { network, rpc, folder } = values;
  if (network === undefined || rpc === undefined) throw new Error(USAGE);
  const provider = new JsonRpcProvider(rpc, undefined, { cacheTimeout: -1 });
  try {
    await provider.send("eth_chainId", []);
    const signer = await chooseDeployer(provider, process.env["DEPLOYER_PRIVATE_KEY"]);
    const options = {
      signer,
      network,
      commit: await sourceCommit(),
      ...(folder === undefined ? {} : { folder }),
    };
    const { record, deployed } = await deployContract(options);
    const outcome = deployed ? "deployed" : "already deployed";
    process.stdout.write(`${outcome} on ${network}: ${record.address}, block ${record.blockNumber}\n`);
  } finally {
    provider.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
