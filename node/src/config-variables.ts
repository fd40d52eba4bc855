import { addressSchema, originSchema, scopeSchema } from "@idos/protocol";
import { z } from "zod";
import { integer, jsonText, list, seconds } from "./config-values.ts";

/**
 * Everything that an operator can set, each by an environment variable or under the same name in the file that
 * IDOS_CONFIG_FILE names; the environment wins. One without a default must be set, unless it is optional.
 */
export const configVariables = z.strictObject({
  IDOS_ORIGIN: originSchema
    .optional()
    .describe("Origin at which people and programs reach this node; on a loopback host, where it listens"),
  IDOS_HOST: z.string().min(1).max(255).default("127.0.0.1").describe("Address to listen on"),
  IDOS_PORT: integer(0, 65_535).default(8080).describe("TCP port to listen on; 0 takes a free one"),
  IDOS_RPC_URL: z.url({ protocol: /^https?$/ }).describe("JSON-RPC endpoint of the chain"),
  IDOS_CHAIN_ID: integer(1, Number.MAX_SAFE_INTEGER).describe("Chain id, which the endpoint must confirm"),
  IDOS_CONTRACT: addressSchema
    .optional()
    .describe("Address of the Access Management Protocol contract, if it is not the one known on the chain"),
  IDOS_DEPLOY_BLOCK: integer(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe("Number of the block that deployed it; set with the address"),
  IDOS_CONFIRMATIONS: integer(0, 100_000)
    .default(12)
    .describe("Blocks on top of a grant's own before it counts; a revocation counts at once"),
  IDOS_POLL_INTERVAL_MS: integer(10, 60_000)
    .default(1_000)
    .describe("Milliseconds between looks at the chain"),
  IDOS_STALE_AFTER_SECONDS: seconds(1, 86_400)
    .default(60)
    .describe("Seconds without the chain after which grantees' reads are refused"),
  IDOS_HEAD_AGE_SECONDS_MAX: seconds(1, 86_400)
    .optional()
    .describe("Seconds that the newest block may be old before grantees' reads are refused"),
  IDOS_REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .default("redis://127.0.0.1:6379")
    .describe("Redis for the grant index and one-time codes; it must not evict keys"),
  IDOS_REDIS_PREFIX: z
    .string()
    .regex(/^[\w:.-]{0,64}$/, "up to 64 letters, digits and _:.-")
    .default("idos:")
    .describe("What this node's keys in Redis begin with"),
  IDOS_DATA_FOLDER: z.string().min(1).default("data").describe("Folder of the embedded database"),
  IDOS_PGLITE_TEMPLATE: z
    .string()
    .min(1)
    .optional()
    .describe("Folder that a new embedded database is copied from; made when it is not there"),
  IDOS_PROVIDERS: list(addressSchema)
    .default([])
    .describe("Accounts that may create users, separated by commas"),
  IDOS_ORIGINS: jsonText
    .pipe(z.record(z.string(), z.array(scopeSchema)))
    .transform((sites) => Object.entries(sites))
    .pipe(z.array(z.tuple([originSchema, z.array(scopeSchema)])))
    .default([])
    .describe("Sites whose pages may ask people to sign in: JSON object from origin to a list of scopes"),
  IDOS_LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("Least severe log lines to write"),
});

/** Names the file to read the others from. */
export const CONFIG_FILE_VARIABLE = "IDOS_CONFIG_FILE";
