// Exits 0 if node_modules holds what package-lock.json asks for. Runs before anything is installed: imports only Node.
import { existsSync, readFileSync } from "node:fs";

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isLockedPackage(value: unknown): value is LockedPackage {
  return isRecord(value);
}

function packagesOf(lockFile: string): Map<string, LockedPackage> {
  const lock: unknown = JSON.parse(readFileSync(lockFile, "utf8"));
  if (!isRecord(lock) || !isRecord(lock["packages"])) return new Map();
  const found = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(lock["packages"])) {
    if (path.includes("node_modules/") && isLockedPackage(entry)) found.set(path, entry);
  }
  return found;
}

/** npm lists what it installed in node_modules/.package-lock.json, as its last step. */
function isInstalled(): boolean {
  const installedList = "node_modules/.package-lock.json";
  if (!existsSync(installedList)) return false;
  const installed = packagesOf(installedList);
  for (const [path, wanted] of packagesOf("package-lock.json")) {
    const present = installed.get(path);
    // Optional packages of other platforms are in the lock file and rightly not installed.
    if (present === undefined && wanted.optional === true) continue;
    if (present?.version !== wanted.version || present?.integrity !== wanted.integrity) return false;
    if (!existsSync(path)) return false;
  }
  return true;
}

process.exitCode = isInstalled() ? 0 : 1;
