/** Of the operating system (errno), where a store's connection fails. */
const SYSTEM_CODES = /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/;
/**
 * SQLSTATE classes: connection exception, insufficient resources, operator intervention; and, after a failover or more
 * repetitions than a store makes: read-only, serialization failure, deadlock, lock not available.
 */
const SQL_STATES = /^(?:(?:08|53|57)[0-9A-Z]{3}|25006|25P03|40001|40P01|55P03)$/;
/** As ioredis, Redis and PostgreSQL's driver say that they cannot serve now; they have no codes. */
const MESSAGES = [
  /^(?:Connection is closed|Command timed out|Socket timeout|Stream isn't writeable)/,
  /^(?:LOADING |BUSY |MASTERDOWN |CLUSTERDOWN |READONLY |MISCONF |OOM |NOREPLICAS )/,
  /^(?:Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect)/,
  /^Client (?:has encountered a connection error|was closed) and is not queryable/,
];
const NAMES = /^(?:MaxRetriesPerRequestError|ClusterAllFailedError)$/;

/** Whether a store did not answer, as opposed to the node having a fault. */
export function isDependencyFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const here =
    SYSTEM_CODES.test(code) ||
    SQL_STATES.test(code) ||
    NAMES.test(error.name) ||
    MESSAGES.some((pattern) => pattern.test(error.message));
  return here || isDependencyFailure(error.cause);
}
