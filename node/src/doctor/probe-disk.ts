import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { DiskFacts } from "./judge-disk.ts";

/** The file system that the folder is on, or will be once it is made. */
export async function probeDisk(folder: string): Promise<DiskFacts> {
  let present = resolve(folder);
  while (!existsSync(present) && dirname(present) !== present) present = dirname(present);
  const { bsize, bavail, blocks } = await statfs(present);
  return { folder, freeBytes: bsize * bavail, totalBytes: bsize * blocks };
}
