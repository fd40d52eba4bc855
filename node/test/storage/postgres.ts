import type { PostgresSettings } from "../../src/storage/sql/postgres/postgres-settings.ts";

export function postgresSettings(url: string, changes: Partial<PostgresSettings> = {}): PostgresSettings {
  return { url, connectionsMax: 10, statementTimeoutMs: 10_000, startWaitSeconds: 10, ...changes };
}
