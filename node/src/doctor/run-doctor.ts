import { parseArgs } from "node:util";
import { ConfigError } from "../config/config.ts";
import { loadConfig } from "../config/load-config.ts";
import { CONFIG_FILE_VARIABLE } from "../config/variables.ts";
import { examine, type PrivateFile } from "./examine.ts";
import { exitCodeOf, type Finding, ok, problem } from "./finding.ts";
import { renderFindings } from "./render-findings.ts";

const CALLED_WRONGLY = 2;

/** What the command says, and what it ends with: 0 well, 1 warnings, 2 problems or called wrongly. */
export interface Diagnosis {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

export async function runDoctor(args: readonly string[], environment: Environment): Promise<Diagnosis> {
  const options = { config: { type: "string" }, json: { type: "boolean", default: false } } as const;
  let flags;
  try {
    flags = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return { exitCode: CALLED_WRONGLY, lines: [`idos: ${says}`] };
  }
  const findings = await examineSettings(environment, flags.config);
  const exitCode = exitCodeOf(findings);
  return {
    exitCode,
    lines: flags.json ? [JSON.stringify({ exitCode, findings })] : renderFindings(findings),
  };
}

/** Nothing can be examined by settings that do not hold. */
async function examineSettings(
  environment: Environment,
  configFile: string | undefined,
): Promise<readonly Finding[]> {
  const file = configFile ?? environment[CONFIG_FILE_VARIABLE] ?? "";
  try {
    const config = loadConfig(environment, configFile);
    const ofConfig: readonly PrivateFile[] = file === "" ? [] : [["config file", file]];
    const privateFiles: readonly PrivateFile[] = [...ofConfig, ["node's key", config.nodeKeyFile]];
    return [ok("settings", "they hold"), ...(await examine(config, privateFiles))];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((says) => problem("settings", says, "see Settings in docs/operations.md"));
  }
}
