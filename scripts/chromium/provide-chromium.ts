import { findProgram } from "../process/find-program.ts";
import { installDebianPackage } from "../setup/debian-package.ts";
import { chromiumPath } from "./environment.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const HOW_TO_INSTALL =
  "No Chromium here. Install it (Debian: apt-get install chromium; Fedora: dnf install chromium; " +
  "macOS: brew install --cask chromium), or set CHROMIUM_PATH to the program of one.";

/** The path of Chromium's program; installs Debian's where it may, else throws saying what to install. */
export function provideChromium(): string {
  const present = chromiumPath ?? findChromium();
  if (present !== undefined) return present;
  const done = installDebianPackage("chromium");
  if (done === undefined) throw new Error(HOW_TO_INSTALL);
  const installed = findChromium();
  if (done.succeeded && installed !== undefined) return installed;
  throw new Error(`${HOW_TO_INSTALL}\nThe installation failed: ${done.said}`);
}

function findChromium(): string | undefined {
  for (const name of NAMES) {
    const found = findProgram(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
