import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../hardhat.config.ts";
import { AccessManagementProtocol__factory } from "../../protocol/src/generated/contracts/AccessManagementProtocol__factory.ts";
import { COMPILATION } from "../../protocol/src/generated/contracts/compilation.ts";
import { type Compilation, readCompilation } from "../bindings/compilation.ts";
import { projectRoot } from "../process/project-root.ts";

const CONTRACT = "contracts/AccessManagementProtocol.sol:AccessManagementProtocol";

/** What a deployment takes from the bindings: it sends the one, and records the others. */
export interface Made {
  readonly bytecode: string;
  readonly abi: unknown;
  readonly compilation: Compilation;
}

const { bytecode, abi } = AccessManagementProtocol__factory;
export const BINDINGS: Made = { bytecode, abi, compilation: COMPILATION };

/** Builds the contract, and throws where something else would be sent or recorded than its sources make. */
export async function requireFreshBindings(): Promise<void> {
  const differing = differingParts(await build(), BINDINGS);
  if (differing.length > 0)
    throw new Error(
      `the bindings are not of these contracts (${differing.join(", ")}): run npx tsx scripts/bindings/generate.ts`,
    );
}

export function differingParts(built: Made, bindings: Made): string[] {
  const parts = ["bytecode", "abi", "compilation"] as const;
  return parts.filter((part) => JSON.stringify(built[part]) !== JSON.stringify(bindings[part]));
}

async function build(): Promise<Made> {
  // Without types, which a check elsewhere may be reading just now.
  const options = { buildProfile: "default", noTypechain: true };
  const hre = await createHardhatRuntimeEnvironment(config, options, projectRoot);
  await hre.tasks.getTask("build").run({ quiet: true });
  const artifact = await hre.artifacts.readArtifact(CONTRACT);
  return {
    bytecode: artifact.bytecode,
    abi: artifact.abi,
    compilation: await readCompilation(hre, CONTRACT),
  };
}
