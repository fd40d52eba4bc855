import { searchPath } from "../process/environment.ts";
import { installDebianPackage } from "../setup/debian-package.ts";
import { findPostgres } from "./find-postgres.ts";

const HOW_TO_INSTALL =
  "No PostgreSQL server here. Install it (Debian: apt-get install postgresql; " +
  "Fedora: dnf install postgresql-server; macOS: brew install postgresql); no service has to run.";

/** The folder of PostgreSQL's programs; installs Debian's where it may, else throws saying what to install. */
export function providePostgres(): string {
  const present = findPostgres(searchPath);
  if (present !== undefined) return present;
  const done = installDebianPackage("postgresql");
  if (done === undefined) throw new Error(HOW_TO_INSTALL);
  const installed = findPostgres(searchPath);
  if (done.succeeded && installed !== undefined) return installed;
  throw new Error(`${HOW_TO_INSTALL}\nThe installation failed: ${done.said}`);
}
