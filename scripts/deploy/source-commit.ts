import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const COMPILED_FROM = [
  "contracts",
  "hardhat.config.ts",
  "package-lock.json",
  "protocol/src/generated/contracts",
];

/** The checked-out commit, if the contract is built from exactly its sources; undefined otherwise or without git. */
export async function sourceCommit(): Promise<string | undefined> {
  try {
    const changed = await run("git", ["status", "--porcelain", "--", ...COMPILED_FROM], { cwd: root });
    if (changed.stdout !== "") return undefined;
    return (await run("git", ["rev-parse", "HEAD"], { cwd: root })).stdout.trim();
  } catch {
    return undefined;
  }
}
