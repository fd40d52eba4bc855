import { stat } from "node:fs/promises";
import type { PrivateFileFacts } from "./judge-private-file.ts";

const PERMISSIONS = 0o777;

export async function probePrivateFile(part: string, path: string): Promise<PrivateFileFacts> {
  const found = await stat(path).catch(() => undefined);
  return { part, path, mode: found && found.mode & PERMISSIONS };
}
