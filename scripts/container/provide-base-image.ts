import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { buildah, provideTool } from "./buildah.ts";
import { extraAuthoritiesFile } from "./environment.ts";
import { runTool } from "./run-tool.ts";

/** As in the image that it stands in for. */
const SUITE = "bookworm";
const NPM = "npm@11.6.2";
const AUTHORITIES = "/etc/extra-authorities.pem";

/**
 * Sees to it that the image which the Dockerfile begins with is there: the one of its registry, else one that is put
 * together from Debian's packages, this Node.js and npm, under the same name.
 */
export async function provideBaseImage(): Promise<void> {
  const name = await baseImageName();
  if (await isThere(name)) return;
  const refused = await buildah("pull", name).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  if (refused === undefined) return;
  process.stderr.write(`idos: no registry gives ${name}: putting a stand-in together, once\n`);
  await assemble(name).catch((error: unknown) => {
    throw new Error(`${name} cannot be pulled, nor a stand-in be made.\n${refused}\n${String(error)}`);
  });
}

async function baseImageName(): Promise<string> {
  const text = await readFile(join(projectRoot, "Dockerfile"), "utf8");
  const name = /^ARG NODE_IMAGE=(\S+)$/m.exec(text)?.[1];
  if (name === undefined) throw new Error("the Dockerfile names no base image");
  return name;
}

function isThere(name: string): Promise<boolean> {
  return buildah("inspect", "--type", "image", name).then(
    () => true,
    () => false,
  );
}

async function assemble(name: string): Promise<void> {
  provideTool("debootstrap");
  const folder = await mkdtemp(join(tmpdir(), "idos-base-"));
  try {
    const system = join(folder, "system");
    await runTool("debootstrap", ["--variant=minbase", SUITE, system]);
    const prefix = join(folder, "npm");
    await runTool("npm", ["install", "--global", "--prefix", prefix, "--ignore-scripts", "--no-audit", NPM]);
    const container = await buildah("from", "scratch");
    await buildah("add", "--quiet", container, system, "/");
    await buildah("add", "--quiet", container, prefix, "/usr/local");
    await buildah("add", "--quiet", container, process.execPath, "/usr/local/bin/node");
    await buildah("config", "--env", "PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", container);
    if (extraAuthoritiesFile !== undefined) {
      await buildah("add", "--quiet", container, extraAuthoritiesFile, AUTHORITIES);
      await buildah("config", "--env", `NODE_EXTRA_CA_CERTS=${AUTHORITIES}`, container);
    }
    await buildah("commit", "--quiet", "--rm", container, `localhost/${name}`);
  } finally {
    await runTool("rm", ["-rf", folder]);
  }
}
