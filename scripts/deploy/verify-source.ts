import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../hardhat.config.ts";
import { projectRoot } from "../process/project-root.ts";
import type { DeploymentRecord, Explorer } from "./record.ts";

export interface Verifier {
  readonly rpcUrl: string;
  /** Another Sourcify server than the public one. */
  readonly sourcifyUrl?: string | undefined;
  readonly etherscanApiKey?: string | undefined;
}

/** Sourcify asks for no key; Etherscan is asked where there is one. */
export function explorersOf({ etherscanApiKey }: Verifier): Explorer[] {
  return etherscanApiKey === undefined ? ["sourcify"] : ["sourcify", "etherscan"];
}

/** Builds the sources, and has an explorer compare them with the contract. Resolves if it has agreed, now or before. */
export async function verifySource(
  record: DeploymentRecord,
  explorer: Explorer,
  { rpcUrl, sourcifyUrl, etherscanApiKey }: Verifier,
): Promise<void> {
  const hre = await createHardhatRuntimeEnvironment(
    {
      ...config,
      networks: { target: { type: "http", url: rpcUrl, chainId: record.chainId } },
      verify: {
        ...(sourcifyUrl === undefined ? {} : { sourcify: { apiUrl: sourcifyUrl } }),
        ...(etherscanApiKey === undefined ? {} : { etherscan: { apiKey: etherscanApiKey } }),
      },
    },
    { network: "target", buildProfile: "default" },
    projectRoot,
  );
  await hre.tasks.getTask("build").run({ quiet: true });
  await hre.tasks.getTask(["verify", explorer]).run({
    address: record.address,
    contract: "contracts/AccessManagementProtocol.sol:AccessManagementProtocol",
    ...(explorer === "sourcify" ? { creationTxHash: record.transactionHash } : {}),
  });
}
