import { createHash } from "node:crypto";
import { type BackupHead, bodyLineSchema, headSchema, type Row } from "./format.ts";
import { readLines } from "./read-lines.ts";

/** A file that is no whole backup of this program. */
export class UnfitBackupError extends Error {
  override readonly name = "UnfitBackupError";

  constructor(why: string, cause?: unknown) {
    super(`this backup cannot be used: ${why}`, { cause });
  }
}

export type BackupPart =
  | { readonly head: BackupHead }
  | { readonly table: string; readonly columns: readonly string[] }
  | { readonly row: Row };

/** What a backup holds, part by part. Ends only where its end says that it is whole; else it throws. */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const hash = createHash("sha256");
  let state: "head" | "body" | "ended" = "head";
  let rows = 0;
  try {
    for await (const text of readLines(path)) {
      if (state === "ended") throw new UnfitBackupError("something stands after its end");
      if (state === "head") {
        yield { head: headSchema.parse(JSON.parse(text)) };
        state = "body";
      } else {
        const line = bodyLineSchema.parse(JSON.parse(text));
        if ("sha256" in line) {
          if (line.rows !== rows || line.sha256 !== hash.digest("hex"))
            throw new UnfitBackupError("it is not what was written");
          state = "ended";
          continue;
        }
        if ("table" in line) yield line;
        else {
          rows += 1;
          yield { row: line };
        }
      }
      hash.update(`${text}\n`);
    }
  } catch (error) {
    throw error instanceof UnfitBackupError
      ? error
      : new UnfitBackupError("it is damaged, or no backup", error);
  }
  if (state !== "ended") throw new UnfitBackupError("its end is missing");
}
