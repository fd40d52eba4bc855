import { execFileSync } from "node:child_process";
import { chownSync } from "node:fs";

export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Who runs the server: PostgreSQL refuses to run as root, so there its package's account does. Undefined: this one. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Gives a folder to the account that the server runs under. */
export function giveTo(account: ServerAccount | undefined, folder: string): void {
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
}
