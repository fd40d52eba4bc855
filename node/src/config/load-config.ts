import { readFileSync } from "node:fs";
import { ConfigError, type NodeConfig, parseConfig } from "./config.ts";
import { CONFIG_FILE_VARIABLE } from "./variables.ts";

/** The configuration that the environment and the file it names say. Throws a ConfigError. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): NodeConfig {
  const path = environment[CONFIG_FILE_VARIABLE] ?? "";
  return path === "" ? parseConfig(environment) : parseConfig(environment, readJson(path));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "the file is not JSON" : "the file cannot be read";
    throw new ConfigError([`${CONFIG_FILE_VARIABLE}: ${why}`]);
  }
}
