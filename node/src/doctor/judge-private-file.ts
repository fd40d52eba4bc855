import { type Finding, ok, problem, warning } from "./finding.ts";

/** A file that holds secrets. */
export interface PrivateFileFacts {
  /** What it is, such as `config file`. */
  readonly part: string;
  readonly path: string;
  /** The permission bits, such as 0o600; undefined where the file is not there. */
  readonly mode: number | undefined;
}

const OTHERS = 0o077;

export function judgePrivateFile({ part, path, mode }: PrivateFileFacts): Finding {
  if (mode === undefined)
    return warning(
      part,
      `${path} is not there, so the first start makes it`,
      "if the node ran before, restore it: with another key its receipts look like another node's",
    );
  const shown = `${path}, mode ${mode.toString(8).padStart(3, "0")}`;
  return (mode & OTHERS) === 0
    ? ok(part, shown)
    : problem(part, `${shown}: others on this machine can read it`, `chmod 600 ${path}`);
}
