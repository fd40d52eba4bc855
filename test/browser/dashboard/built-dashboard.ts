import type { Site } from "../../../dashboard/server/read-site.ts";
import { buildDashboard } from "../../../scripts/dashboard/build-dashboard.ts";

let built: Promise<Site> | undefined;

/** Built once in a run. */
export function builtDashboard(): Promise<Site> {
  built ??= buildDashboard();
  return built;
}
