import { installDebianPackage } from "../setup/debian-package.ts";
import { searchPath } from "../process/environment.ts";
import { findRedis } from "./find-redis.ts";

const HOW_TO_INSTALL =
  "No Redis here. Install redis-server or valkey-server (Debian: apt-get install redis-server; " +
  "Fedora: dnf install valkey; macOS: brew install redis), or set REDIS_URL to one that runs.";

/** The path of a Redis server program; installs Debian's where it may, else throws saying what to install. */
export function provideRedis(): string {
  const present = findRedis(searchPath);
  if (present !== undefined) return present;
  const done = installDebianPackage("redis-server");
  if (done === undefined) throw new Error(HOW_TO_INSTALL);
  const installed = findRedis(searchPath) ?? findRedis("/usr/bin:/usr/local/bin");
  if (done.succeeded && installed !== undefined) return installed;
  throw new Error(`${HOW_TO_INSTALL}\nThe installation failed: ${done.said}`);
}
