import { parseArgs } from "node:util";

/** What the node's program was called with. */
export interface CommandLine {
  /** Wins over the file that the environment names. */
  readonly configFile: string | undefined;
  /** Print what the settings come to, and do nothing else. */
  readonly printConfig: boolean;
}

/** Something to say about the command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Throws a UsageError. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const options = {
    config: { type: "string" },
    "print-config": { type: "boolean", default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    return { configFile: values.config, printConfig: values["print-config"] };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
