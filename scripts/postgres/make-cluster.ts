import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { giveTo, type ServerAccount } from "./server-account.ts";

export const SUPERUSER = "idos";
/** Of servers that nobody but this machine's users reach, and that end with the test. */
export const PASSWORD = "not-a-secret";

/** A new cluster at `data`, unless there is one. Its one user has to name the password. */
export async function makeCluster(
  programs: string,
  data: string,
  account: ServerAccount | undefined,
  folder: string,
): Promise<void> {
  if (existsSync(join(data, "PG_VERSION"))) return;
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, PASSWORD);
  giveTo(account, passwordFile);
  const args = [
    ...["--pgdata", data, "--username", SUPERUSER, "--pwfile", passwordFile, "--auth", "scram-sha-256"],
    ...["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
  ];
  try {
    execFileSync(join(programs, "initdb"), args, { ...account, cwd: folder, stdio: "pipe" });
  } finally {
    await rm(passwordFile, { force: true });
  }
}
