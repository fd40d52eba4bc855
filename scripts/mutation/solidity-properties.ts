import { cpSync, globSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import type { Mutant } from "./mutant.ts";

/** Whether the contract's Solidity properties refute a mutant, in a copy of what they need. */
export async function refutedByProperties({ file, content }: Mutant): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "idos-mutant-"));
  try {
    const sources = globSync(["contracts/**/*.sol", "test/contract/**/*.sol"], { cwd: projectRoot });
    for (const path of [...sources, "hardhat.config.ts", "package.json", "tsconfig.json"])
      cpSync(join(projectRoot, path), join(folder, path), { recursive: true });
    symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, file), content);
    const hardhat = join(projectRoot, "node_modules/hardhat/dist/src/cli.js");
    const { exitCode } = await runProgram(hardhat, ["test", "solidity"], folder);
    return exitCode !== 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
