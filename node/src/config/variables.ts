import { addressSchema, didKeySchema, originSchema, scopeSchema } from "@idos/protocol";
import { z } from "zod";
import { integer, jsonText, list, seconds } from "./values.ts";

const perMinute = integer(1, 1_000_000_000);

/** Requests a minute, over all of a node's processes. */
const rateVariables = {
  IDOS_SIGN_INS_PER_MINUTE: perMinute
    .default(300)
    .describe("Requests a minute for challenges and sessions from one client address; a sign-in takes two"),
  IDOS_READS_PER_MINUTE: perMinute
    .default(6_000)
    .describe("Reads a minute by one account, or by one client address without a session"),
  IDOS_WRITES_PER_MINUTE: perMinute.default(1_200).describe("Writes a minute by one account"),
  IDOS_UPLOADS_PER_MINUTE: perMinute.default(600).describe("Uploads of envelopes a minute by one account"),
  IDOS_REFUSED_PROOFS_PER_MINUTE: perMinute
    .default(300)
    .describe("Requests with a proof or session that does not hold, a minute from one client address"),
};

/**
 * What an operator can set besides the chains, each by an environment variable or under the same name in the file that
 * IDOS_CONFIG_FILE names; the environment wins. One without a default must be set, unless it is optional.
 */
export const configVariables = z.strictObject({
  IDOS_ORIGIN: originSchema
    .optional()
    .describe("Origin at which people and programs reach this node; on a loopback host, where it listens"),
  IDOS_HOST: z.string().min(1).max(255).default("127.0.0.1").describe("Address to listen on"),
  IDOS_PORT: integer(0, 65_535).default(8080).describe("TCP port to listen on; 0 takes a free one"),
  IDOS_DRAIN_SECONDS: seconds(0, 600)
    .default(0)
    .describe(
      "Seconds that a node which is told to stop still serves while /readyz says 503: longer than a balancer takes to notice",
    ),
  IDOS_STOP_SECONDS: seconds(0, 600)
    .default(3)
    .describe("Seconds after that for what is under way, before it is cut off"),
  IDOS_STALE_AFTER_SECONDS: seconds(1, 86_400)
    .default(60)
    .describe("Seconds without the chain after which grantees' reads are refused"),
  IDOS_REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .default("redis://127.0.0.1:6379")
    .describe("Redis for the grant index and one-time codes; it must not evict keys"),
  IDOS_REDIS_PREFIX: z
    .string()
    .regex(/^[\w:.-]{0,64}$/, "up to 64 letters, digits and _:.-")
    .default("idos:")
    .describe("What this node's keys in Redis begin with"),
  IDOS_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      "PostgreSQL database to keep the data in, postgres://user:password@host:port/name, with ?sslmode=verify-full for TLS; none: the embedded database",
    ),
  IDOS_DATABASE_CONNECTIONS_MAX: integer(1, 1_000)
    .default(10)
    .describe("Connections of this process to PostgreSQL"),
  IDOS_DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 600_000)
    .default(10_000)
    .describe("Milliseconds after which PostgreSQL ends a statement; the request is then answered with 503"),
  IDOS_DATABASE_START_SECONDS: seconds(0, 3_600)
    .default(30)
    .describe("Seconds that a start waits for a PostgreSQL that does not answer yet"),
  IDOS_DATA_FOLDER: z.string().min(1).default("data").describe("Folder of the embedded database"),
  IDOS_NODE_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      "File of the key that signs receipts, made when it is not there; `node-key` in the data folder without it",
    ),
  IDOS_PGLITE_TEMPLATE: z
    .string()
    .min(1)
    .optional()
    .describe("Folder that a new embedded database is copied from; made when it is not there"),
  IDOS_PROVIDERS: list(addressSchema)
    .default([])
    .describe("Accounts that may create users, separated by commas"),
  IDOS_PEERS: jsonText
    .pipe(z.array(z.strictObject({ origin: originSchema, key: didKeySchema })).max(64))
    .default([])
    .describe(
      "Other operators' nodes to exchange owners' data with: JSON list of objects with `origin` and `key`, as /v1/info of each says them",
    ),
  IDOS_PEER_POLL_INTERVAL_MS: integer(10, 3_600_000)
    .default(500)
    .describe("Milliseconds between looks at what is new at a peer"),
  IDOS_ORIGINS: jsonText
    .pipe(z.record(z.string(), z.array(scopeSchema)))
    .transform((sites) => Object.entries(sites))
    .pipe(z.array(z.tuple([originSchema, z.array(scopeSchema)])))
    .default([])
    .describe("Sites whose pages may ask people to sign in: JSON object from origin to a list of scopes"),
  ...rateVariables,
  IDOS_TRUSTED_PROXIES: integer(0, 8)
    .default(0)
    .describe(
      "Proxies of yours between clients and the node, each of which appends to X-Forwarded-For; with a wrong number, clients can choose what they are counted as",
    ),
  IDOS_EVENT_LOOP_DELAY_MS_MAX: integer(20, 10_000)
    .default(200)
    .describe(
      "Mean delay of the event loop over a second, in milliseconds, beyond which requests are sent away",
    ),
  IDOS_MEMORY_MIB_MAX: integer(128, 1_048_576)
    .optional()
    .describe(
      "Resident memory in MiB beyond which requests are sent away; without it, 85 % of the container's or machine's",
    ),
  IDOS_METRICS_PORT: integer(0, 65_535)
    .optional()
    .describe(
      "TCP port for the operator: /metrics, /healthz and /readyz; 0 takes a free one; none without it",
    ),
  IDOS_METRICS_HOST: z
    .string()
    .min(1)
    .max(255)
    .default("127.0.0.1")
    .describe("Address to listen on for the operator; whoever reaches it is told how the node stands"),
  IDOS_LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("Least severe log lines to write"),
});

/** Names the file to read the others from. */
export const CONFIG_FILE_VARIABLE = "IDOS_CONFIG_FILE";
