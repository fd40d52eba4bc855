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
