import { type Finding, ok, problem, warning } from "./finding.ts";

/** The embedded database's folder. */
export interface FolderFacts {
  readonly folder: string;
  readonly state: "absent" | "writable" | "not writable" | "not a folder";
  /** A process has it open. */
  readonly inUse: boolean;
}

const PART = "database";

export function judgeFolder({ folder, state, inUse }: FolderFacts): Finding {
  switch (state) {
    case "not a folder":
      return problem(PART, `${folder} is not a folder`, "move it away, or correct IDOS_DATA_FOLDER");
    case "not writable":
      return problem(PART, `${folder} cannot be written`, "give it to the user that the node runs as");
    case "absent":
      return warning(
        PART,
        `${folder} is not there, so the first start makes it`,
        "if the node ran before, correct IDOS_DATA_FOLDER, or restore a backup",
      );
    case "writable":
      return ok(PART, `${folder}, ${inUse ? "in use by a running node" : "in use by nobody"}`);
  }
}

/** The PostgreSQL server, or why nothing is known of it. */
export type PostgresFacts =
  | { readonly host: string; readonly failed: string }
  | { readonly host: string; readonly version: string; readonly faults: readonly string[] };

export function judgePostgres(facts: PostgresFacts): readonly Finding[] {
  const { host } = facts;
  if ("failed" in facts)
    return [
      problem(
        PART,
        `PostgreSQL at ${host} does not answer: ${facts.failed}`,
        "start it, or correct IDOS_DATABASE_URL: without it nothing is served",
      ),
    ];
  if (facts.faults.length === 0) return [ok(PART, `PostgreSQL ${facts.version} at ${host}`)];
  return facts.faults.map((fault) =>
    problem(PART, `PostgreSQL at ${host}: ${fault}`, "until that is so, a node does not start on it"),
  );
}
