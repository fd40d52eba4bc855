import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../tables.ts";

/** The oldest that the conformance suite is run on. */
const VERSION_MIN = 15;

const factsSchema = z.object({
  version: z.string(),
  major: z.int(),
  encoding: z.string(),
  synchronous_commit: z.string(),
  fsync: z.string(),
  full_page_writes: z.string(),
  read_only: z.boolean(),
});
/** What the server says of itself, in the names of its settings. */
export type ServerFacts = z.infer<typeof factsSchema>;

/** Throws, naming what to change, where the server does not keep what it acknowledges, or cannot hold the data. */
export async function requireFitServer(db: Database): Promise<void> {
  const { faults } = await examineServer(db);
  if (faults.length > 0) throw new Error(`the database does not fit: ${faults.join("; ")}`);
}

export interface ServerExamination {
  readonly version: string;
  /** What is to be changed before a node uses it. */
  readonly faults: readonly string[];
}

export async function examineServer(db: Database): Promise<ServerExamination> {
  const { rows } = await sql`select
    current_setting('server_version') as version,
    current_setting('server_version_num')::integer / 10000 as major,
    getdatabaseencoding()::text as encoding,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('fsync') as fsync,
    current_setting('full_page_writes') as full_page_writes,
    pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as read_only`.execute(
    db,
  );
  const facts = factsSchema.parse(rows[0]);
  return { version: facts.version, faults: serverFaults(facts) };
}

export function serverFaults(facts: ServerFacts): readonly string[] {
  return [
    ...(facts.major < VERSION_MIN
      ? [`it is PostgreSQL ${facts.version}, and ${VERSION_MIN} is the oldest that will do`]
      : []),
    ...(facts.encoding === "UTF8" ? [] : [`its encoding is ${facts.encoding}, and must be UTF8`]),
    ...(facts.read_only ? ["it takes no writes: name the primary server"] : []),
    ...(["synchronous_commit", "fsync", "full_page_writes"] as const)
      .filter((name) => facts[name] === "off")
      .map((name) => `${name} is off there, so that it would lose what it acknowledged: set it on`),
  ];
}
