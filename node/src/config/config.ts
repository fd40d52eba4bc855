import { join } from "node:path";
import { type Address, DEPLOYMENTS, type KnownDeployment, type Origin, type Scope } from "@idos/protocol";
import { z } from "zod";
import type { Peer } from "../replication/peer.ts";
import type { RateSettings } from "../http/rate-limits.ts";
import type { PostgresSettings } from "../storage/sql/postgres/postgres-settings.ts";
import { CHAIN_VARIABLES } from "./chain-settings.ts";
import { type ChainConfigs, CHAINS_VARIABLE, parseChains } from "./chains.ts";
import { describeIssue } from "./describe-issue.ts";
import { CONFIG_FILE_VARIABLE, configVariables } from "./variables.ts";

/** What a node is started with. Units are in the names. */
export interface NodeConfig {
  /** Undefined: the address that it listens on. */
  readonly origin: Origin | undefined;
  readonly host: string;
  readonly port: number;
  readonly drainSeconds: number;
  readonly stopSeconds: number;
  /** Each chain once. */
  readonly chains: ChainConfigs;
  readonly staleAfterSeconds: number;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  /** Undefined: the data is in the embedded database. */
  readonly postgres: PostgresSettings | undefined;
  readonly dataFolder: string;
  readonly nodeKeyFile: string;
  readonly pgliteTemplate: string | undefined;
  readonly peers: readonly Peer[];
  readonly peerPollIntervalMs: number;
  readonly providers: ReadonlySet<Address>;
  readonly origins: ReadonlyMap<Origin, readonly Scope[]>;
  readonly ratesPerMinute: RateSettings;
  readonly trustedProxies: number;
  readonly eventLoopDelayMsMax: number;
  /** Undefined: as much as the machine or container lets. */
  readonly memoryBytesMax: number | undefined;
  /** Where the operator's answers are given; undefined: nowhere. */
  readonly operator: { readonly host: string; readonly port: number } | undefined;
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

const chainNames: ReadonlySet<string> = new Set([CHAINS_VARIABLE, ...Object.values(CHAIN_VARIABLES)]);

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
  const { variables, chains } = parseSettings(environment, file, deployments);
  const config = toConfig(variables, chains);
  if (config.origin === undefined && !LOOPBACK.test(config.host)) throw new ConfigError([originRule]);
  return config;
}

/** Each setting by its variable's name, defaults included, and the chains. */
export interface Settings {
  readonly variables: z.output<typeof configVariables>;
  readonly chains: ChainConfigs;
}

/** Each setting by itself; what they must be together, `parseConfig` says. Throws a ConfigError. */
export function parseSettings(
  environment: Readonly<Record<string, string | undefined>>,
  file: unknown = {},
  deployments: readonly KnownDeployment[] = DEPLOYMENTS,
): Settings {
  const own = Object.entries(environment).filter(
    ([name, value]) => name.startsWith("IDOS_") && name !== CONFIG_FILE_VARIABLE && value !== "",
  );
  const settings = z.record(z.string(), z.unknown()).safeParse(file).data;
  if (settings === undefined)
    throw new ConfigError([`${CONFIG_FILE_VARIABLE}: the file is not a JSON object`]);
  const values = { ...settings, ...Object.fromEntries(own) };
  const others = Object.fromEntries(Object.entries(values).filter(([name]) => !chainNames.has(name)));
  const parsed = configVariables.safeParse(others);
  const { chains, problems } = parseChains(values, deployments);
  const issues = parsed.error?.issues.flatMap((issue) => describeIssue(issue, others, String)) ?? [];
  if (!parsed.success || chains === undefined) throw new ConfigError([...issues, ...problems]);
  return { variables: parsed.data, chains };
}

function toConfig(values: z.output<typeof configVariables>, chains: ChainConfigs): NodeConfig {
  const { IDOS_METRICS_HOST: host, IDOS_METRICS_PORT: port, IDOS_MEMORY_MIB_MAX: memory } = values;
  return {
    origin: values.IDOS_ORIGIN,
    host: values.IDOS_HOST,
    port: values.IDOS_PORT,
    drainSeconds: values.IDOS_DRAIN_SECONDS,
    stopSeconds: values.IDOS_STOP_SECONDS,
    chains,
    staleAfterSeconds: values.IDOS_STALE_AFTER_SECONDS,
    redisUrl: values.IDOS_REDIS_URL,
    redisPrefix: values.IDOS_REDIS_PREFIX,
    postgres: toPostgres(values),
    dataFolder: values.IDOS_DATA_FOLDER,
    nodeKeyFile: values.IDOS_NODE_KEY_FILE ?? join(values.IDOS_DATA_FOLDER, "node-key"),
    pgliteTemplate: values.IDOS_PGLITE_TEMPLATE,
    peers: values.IDOS_PEERS,
    peerPollIntervalMs: values.IDOS_PEER_POLL_INTERVAL_MS,
    providers: new Set(values.IDOS_PROVIDERS),
    origins: new Map(values.IDOS_ORIGINS),
    operator: port === undefined ? undefined : { host, port },
    ratesPerMinute: {
      "sign-in": values.IDOS_SIGN_INS_PER_MINUTE,
      read: values.IDOS_READS_PER_MINUTE,
      write: values.IDOS_WRITES_PER_MINUTE,
      upload: values.IDOS_UPLOADS_PER_MINUTE,
      "refused-proof": values.IDOS_REFUSED_PROOFS_PER_MINUTE,
    },
    trustedProxies: values.IDOS_TRUSTED_PROXIES,
    eventLoopDelayMsMax: values.IDOS_EVENT_LOOP_DELAY_MS_MAX,
    memoryBytesMax: memory === undefined ? undefined : memory * 1024 * 1024,
    logLevel: values.IDOS_LOG_LEVEL,
  };
}

function toPostgres(values: z.output<typeof configVariables>): PostgresSettings | undefined {
  const { IDOS_DATABASE_URL: url } = values;
  if (url === undefined) return undefined;
  return {
    url,
    connectionsMax: values.IDOS_DATABASE_CONNECTIONS_MAX,
    statementTimeoutMs: values.IDOS_DATABASE_STATEMENT_TIMEOUT_MS,
    startWaitSeconds: values.IDOS_DATABASE_START_SECONDS,
  };
}
