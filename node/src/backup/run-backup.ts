import { ConfigError } from "../config/config.ts";
import { loadConfig } from "../config/load-config.ts";
import { backUp, type BackupPlace, restore } from "./backup.ts";

export interface Output {
  /** One line for people. */
  readonly say: (line: string) => void;
}

/** `backup FILE` or `restore FILE`. Resolves to the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runBackup(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { say }: Output,
): Promise<0 | 1 | 2> {
  const [command, file, ...rest] = args;
  if ((command !== "backup" && command !== "restore") || file === undefined || rest.length > 0) {
    say("usage: backup FILE, or restore FILE");
    return 2;
  }
  let place: BackupPlace;
  try {
    place = loadConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    say(error.message);
    return 2;
  }
  try {
    if (command === "backup") {
      await backUp(place, file);
      say(`backed up to ${file}: keep it secret, it can hold the node's key`);
    } else {
      const { rows } = await restore(place, file);
      say(`restored ${rows} rows; start the node`);
    }
    return 0;
  } catch (error) {
    for (let cause = error; cause instanceof Error; { cause } = cause) say(cause.message);
    return 1;
  }
}
