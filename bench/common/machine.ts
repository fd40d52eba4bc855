import { execFileSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";
import { z } from "zod";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { provideRedis } from "../../scripts/redis/provide-redis.ts";

export const machineSchema = z.strictObject({
  processor: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  kernel: z.string(),
  node: z.string(),
  redis: z.string(),
});
export type Machine = z.output<typeof machineSchema>;

export function machine(): Machine {
  const redis = execFileSync(provideRedis(), ["--version"], { encoding: "utf8" });
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.versions.node,
    redis: /v=(\S+)/.exec(redis)?.[1] ?? redis.trim(),
  };
}

/** The commit that is measured, with a mark where the files differ from it. */
export function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: projectRoot, encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--untracked-files=no") !== "";
  return `${git("rev-parse", "--short", "HEAD")}${changed ? ", changed" : ""}`;
}
