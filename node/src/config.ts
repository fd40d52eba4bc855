import { type Address, DEPLOYMENTS, type KnownDeployment, type Origin, type Scope } from "@idos/protocol";
import { z } from "zod";
import { type ConfiguredContract, contractOf, contractProblems } from "./config-contract.ts";
import { CONFIG_FILE_VARIABLE, configVariables } from "./config-variables.ts";

/** What a node is started with. Units are in the names. */
export interface NodeConfig {
  /** Undefined: the address that it listens on. */
  readonly origin: Origin | undefined;
  readonly host: string;
  readonly port: number;
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly contract: Address;
  readonly deployBlock: number;
  readonly confirmations: number;
  readonly pollIntervalMs: number;
  readonly staleAfterSeconds: number;
  readonly headAgeSecondsMax: number | undefined;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly dataFolder: string;
  readonly pgliteTemplate: string | undefined;
  readonly providers: ReadonlySet<Address>;
  readonly origins: ReadonlyMap<Origin, readonly Scope[]>;
  readonly logLevel: z.output<typeof configVariables>["IDOS_LOG_LEVEL"];
}

/** Says everything that is wrong, each with its variable's name and never with a value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration does not hold:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;

const originRule = "IDOS_ORIGIN: required when IDOS_HOST is not a loopback address";

/**
 * The configuration that an environment and a config file's content say. Variables that do not begin with IDOS_ are
 * others'; an empty one counts as not set. Throws a ConfigError.
 */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
  file: unknown = {},
  deployments: readonly KnownDeployment[] = DEPLOYMENTS,
): NodeConfig {
  const own = Object.entries(environment).filter(
    ([name, value]) => name.startsWith("IDOS_") && name !== CONFIG_FILE_VARIABLE && value !== "",
  );
  const settings = z.record(z.string(), z.unknown()).safeParse(file).data;
  if (settings === undefined)
    throw new ConfigError([`${CONFIG_FILE_VARIABLE}: the file is not a JSON object`]);
  const values = { ...settings, ...Object.fromEntries(own) };
  const parsed = configVariables.safeParse(values);
  const missing = contractProblems(values, deployments);
  if (!parsed.success)
    throw new ConfigError([...parsed.error.issues.flatMap((issue) => problemsOf(issue, values)), ...missing]);
  const { IDOS_CHAIN_ID, IDOS_CONTRACT, IDOS_DEPLOY_BLOCK } = parsed.data;
  const contract = contractOf(IDOS_CHAIN_ID, IDOS_CONTRACT, IDOS_DEPLOY_BLOCK, deployments);
  if (contract === undefined) throw new ConfigError(missing);
  const config = toConfig(parsed.data, contract);
  if (config.origin === undefined && !LOOPBACK.test(config.host)) throw new ConfigError([originRule]);
  return config;
}

function problemsOf(issue: z.core.$ZodIssue, values: Readonly<Record<string, unknown>>): string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((name) => `${name}: there is no such variable`);
  const [name = "?", ...rest] = issue.path.map(String);
  const where = rest.length === 0 ? "" : ` (at ${rest.join(".")})`;
  return [`${name}: ${name in values ? issue.message : "it must be set"}${where}`];
}

function toConfig(
  values: z.output<typeof configVariables>,
  { contract, deployBlock }: ConfiguredContract,
): NodeConfig {
  return {
    origin: values.IDOS_ORIGIN,
    host: values.IDOS_HOST,
    port: values.IDOS_PORT,
    rpcUrl: values.IDOS_RPC_URL,
    chainId: values.IDOS_CHAIN_ID,
    contract,
    deployBlock,
    confirmations: values.IDOS_CONFIRMATIONS,
    pollIntervalMs: values.IDOS_POLL_INTERVAL_MS,
    staleAfterSeconds: values.IDOS_STALE_AFTER_SECONDS,
    headAgeSecondsMax: values.IDOS_HEAD_AGE_SECONDS_MAX,
    redisUrl: values.IDOS_REDIS_URL,
    redisPrefix: values.IDOS_REDIS_PREFIX,
    dataFolder: values.IDOS_DATA_FOLDER,
    pgliteTemplate: values.IDOS_PGLITE_TEMPLATE,
    providers: new Set(values.IDOS_PROVIDERS),
    origins: new Map(values.IDOS_ORIGINS),
    logLevel: values.IDOS_LOG_LEVEL,
  };
}
