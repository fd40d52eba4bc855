import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../../../scripts/process/project-root.ts";
import { digestOf } from "../../chain/names.ts";
import { say } from "../../../common/progress.ts";

const SOURCE = join(projectRoot, "bench/ponder");
const FILES = [
  "package.json",
  "package-lock.json",
  "events.ts",
  "ponder.config.ts",
  "ponder.schema.ts",
  "src",
];
/**
 * Ponder asks each endpoint at first 20 times a second and grows from there by 5 % at a time; a setting for it is
 * there no longer. Lifted, so that Ponder itself is measured.
 */
const THROTTLE = {
  file: "dist/esm/rpc/index.js",
  before: "const INITIAL_MAX_RPS = 20;",
  after: "const INITIAL_MAX_RPS = 1e6;",
};

/** Installs the Ponder application below .idos, where it may write, and returns its folder. */
export async function installPonder(): Promise<string> {
  const lock = await readFile(join(SOURCE, "package-lock.json"), "utf8");
  const folder = join(projectRoot, ".idos/bench/ponder", digestOf(lock).slice(0, 12));
  const done = join(folder, "installed");
  await mkdir(folder, { recursive: true });
  for (const file of FILES) await cp(join(SOURCE, file), join(folder, file), { recursive: true });
  if (existsSync(done)) return folder;
  say("installing Ponder in a folder of its own");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: "ignore",
  });
  await liftThrottle(join(folder, "node_modules/ponder", THROTTLE.file));
  await writeFile(done, "");
  return folder;
}

async function liftThrottle(file: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!text.includes(THROTTLE.before))
    throw new Error("this Ponder has another throttle than the bench knows");
  await writeFile(file, text.replace(THROTTLE.before, THROTTLE.after));
}
