import { join } from "node:path";
import { installDebianPackage } from "../setup/debian-package.ts";
import { findProgram } from "../process/find-program.ts";
import { projectRoot } from "../process/project-root.ts";
import { runTool } from "./run-tool.ts";

const HOW_TO_INSTALL =
  "Images are built by buildah, which needs no engine that runs. Install it, and debootstrap where no image registry " +
  "can be reached (Debian: apt-get install buildah debootstrap).";

/** Where images and containers of this project are kept. */
export const containersFolder: string = join(projectRoot, ".idos/containers");

// Without an engine and without mounts: so it works within a container, too.
const STORAGE = [
  ...["--root", join(containersFolder, "storage"), "--runroot", join(containersFolder, "run")],
  ...["--storage-driver", "vfs"],
];

export const ISOLATION = ["--isolation", "chroot"] as const;

/** Installs Debian's package where the program is lacking and that is possible; throws saying what to install. */
export function provideTool(program: "buildah" | "debootstrap"): void {
  if (findProgram(program) !== undefined) return;
  const done = installDebianPackage(program);
  if (done?.succeeded === true && findProgram(program) !== undefined) return;
  const why = done === undefined ? "" : `\nThe installation failed: ${done.said}`;
  throw new Error(`No ${program} here. ${HOW_TO_INSTALL}${why}`);
}

/** The command line of a buildah command. */
export function buildahArguments(...args: readonly string[]): readonly string[] {
  return [...STORAGE, ...args];
}

/** Runs a buildah command and gives what it wrote, without the line's end. */
export async function buildah(...args: readonly string[]): Promise<string> {
  return (await runTool("buildah", buildahArguments(...args))).trim();
}
