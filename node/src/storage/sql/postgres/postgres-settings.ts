/** How to reach a PostgreSQL server, and how long to wait for it. */
export interface PostgresSettings {
  /** postgres://user:password@host:port/database, with TLS as it says. A secret: it is never shown. */
  readonly url: string;
  /** Of this process. */
  readonly connectionsMax: number;
  readonly statementTimeoutMs: number;
  /** How long a start waits for a server that does not answer yet. */
  readonly startWaitSeconds: number;
}
