import { type Finding, ok, problem, warning } from "./finding.ts";

/** The file system that a folder is on. */
export interface DiskFacts {
  readonly folder: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

const PART = "disk";
const GIBIBYTE = 1024 ** 3;
/** What staged envelopes alone may take. */
const FREE_BYTES_MIN = GIBIBYTE;
const FREE_BYTES_WANTED = 5 * GIBIBYTE;

export function judgeDisk({ folder, freeBytes, totalBytes }: DiskFacts): Finding {
  const says = `${gibibytes(freeBytes)} of ${gibibytes(totalBytes)} free for ${folder}`;
  const todo = "make room, or move the folder to a larger disk: when it is full, nothing can be stored";
  if (freeBytes < FREE_BYTES_MIN) return problem(PART, says, todo);
  if (freeBytes < FREE_BYTES_WANTED) return warning(PART, says, todo);
  return ok(PART, says);
}

function gibibytes(bytes: number): string {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
}
