import pg from "pg";
import { bytesOf } from "../bytes-text.ts";
import type { PostgresSettings } from "./postgres-settings.ts";

const APPLICATION_NAME = "idos-node";
/** For a new connection, and for one of the pool to be free. */
const CONNECT_TIMEOUT_MS = 5_000;
/** The server ends a statement in its time. What comes no answer to so long after that has no server any more. */
const ANSWER_GRACE_MS = 2_000;
/** The locks of a process that stopped in the middle of a transaction do not outlive this. */
const IDLE_TRANSACTION_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

export type PoolSettings = Pick<PostgresSettings, "url" | "connectionsMax" | "statementTimeoutMs">;

/** Connections to a server; one that is lost is reported, and replaced when it is needed. */
export function openPool(settings: PoolSettings, onError: (error: Error) => void): pg.Pool {
  const { url, connectionsMax: max, statementTimeoutMs } = settings;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + ANSWER_GRACE_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: columnTypes(),
  });
  pool.on("error", onError);
  pool.on("connect", (client) => {
    // The pool listens to idle connections alone; an error that nobody listens to would end the process.
    client.on("error", onError);
    endWhenSilent(client);
  });
  return pool;
}

/** Bytes as plain ones, as PGlite gives them. */
function columnTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.BYTEA, bytesOf);
  return types;
}

/** A connection that gave no answer in time is not used again: the next statement would wait behind that one. */
function endWhenSilent(client: pg.PoolClient): void {
  const send: unknown = Reflect.get(client, "query");
  if (typeof send !== "function") throw new TypeError("the driver sends no queries");
  const query = async (...parameters: readonly unknown[]): Promise<unknown> => {
    try {
      const answer: unknown = await Reflect.apply(send, client, parameters);
      return answer;
    } catch (error) {
      if (error instanceof Error && error.message === "Query read timeout") void client.end();
      throw error;
    }
  };
  Object.defineProperty(client, "query", { value: query });
}
