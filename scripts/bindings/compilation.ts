import { readFile } from "node:fs/promises";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { z } from "zod";

const buildInfo = z.object({
  solcLongVersion: z.string(),
  input: z.object({ settings: z.record(z.string(), z.unknown()) }),
});

export interface Compilation {
  readonly compiler: string;
  /** solc's standard JSON settings, without what they say about its output. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** How a contract, given by `source:name`, was compiled in the last build. */
export async function readCompilation(
  hre: HardhatRuntimeEnvironment,
  contract: string,
): Promise<Compilation> {
  const id = await hre.artifacts.getBuildInfoId(contract);
  const path = id === undefined ? undefined : await hre.artifacts.getBuildInfoPath(id);
  if (path === undefined) throw new Error(`no build of ${contract}`);
  const { solcLongVersion, input } = buildInfo.parse(JSON.parse(await readFile(path, "utf8")));
  const settings = Object.entries(input.settings).filter(([name]) => name !== "outputSelection");
  return { compiler: solcLongVersion, settings: Object.fromEntries(settings) };
}
