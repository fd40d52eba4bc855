import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Postgres, type PostgresOptions, startPostgres } from "../../scripts/postgres/start-postgres.ts";

export interface OwnPostgres extends Postgres {
  /** Starts a server on the same port and folder, after `stop` or `kill`. */
  restart(): Promise<OwnPostgres>;
  /** Stops the server and deletes its folder. */
  remove(): Promise<void>;
}

/** A server of the test's own, to kill and restart. Whoever starts it calls `remove`. */
export async function ownPostgres(options: Pick<PostgresOptions, "settings"> = {}): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "idos-postgres-"));
  const start = async (port?: number): Promise<OwnPostgres> => {
    const postgres = await startPostgres({ ...options, folder, ...(port === undefined ? {} : { port }) });
    return {
      ...postgres,
      restart: () => start(postgres.port),
      async remove() {
        await postgres.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
  return start();
}

export interface TestDatabase {
  readonly url: string;
  /** Deletes it, whoever is connected. */
  drop(): Promise<void>;
}

let shared: Promise<OwnPostgres> | undefined;

/** The server of the whole run, for tests that leave it alone. */
export function testPostgres(): Promise<Postgres> {
  shared ??= ownPostgres();
  return shared;
}

/** An empty database of the test's own, by default on the server of the whole run. */
export async function testDatabase(server?: Pick<Postgres, "url">, how = ""): Promise<TestDatabase> {
  const { url } = server ?? (await testPostgres());
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runSql(url, `create database ${name} ${how}`);
  return { url: databaseUrl(url, name), drop: () => runSql(url, `drop database ${name} with (force)`) };
}

export function databaseUrl(serverUrl: string, name: string): string {
  return new URL(name, serverUrl).href;
}

/** Statements on a connection of their own. */
export async function runSql(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Called once, after the last test of a run. */
export async function stopTestPostgres(): Promise<void> {
  const stopping = shared;
  shared = undefined;
  await (await stopping)?.remove();
}
