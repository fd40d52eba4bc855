import { readFileSync } from "node:fs";
import { ConfigError, type NodeConfig, parseConfig, parseSettings, type Settings } from "./config.ts";
import { CONFIG_FILE_VARIABLE } from "./variables.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration that the environment and a file say: the one of this name, else the one that the environment names,
 * else none. Throws a ConfigError.
 */
export function loadConfig(environment: Environment, configFile?: string): NodeConfig {
  return parseConfig(environment, readSettingsFile(environment, configFile));
}

/** The same by the variables' names. Throws a ConfigError. */
export function loadSettings(environment: Environment, configFile?: string): Settings {
  return parseSettings(environment, readSettingsFile(environment, configFile));
}

function readSettingsFile(environment: Environment, configFile: string | undefined): unknown {
  const path = configFile ?? environment[CONFIG_FILE_VARIABLE] ?? "";
  if (path === "") return {};
  const name = configFile === undefined ? CONFIG_FILE_VARIABLE : "--config";
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "the file is not JSON" : "the file cannot be read";
    throw new ConfigError([`${name}: ${why}`]);
  }
}
