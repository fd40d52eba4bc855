import { testDatabase } from "../../../test/harness/postgres.ts";
import { postgresSettings } from "../storage/postgres.ts";
import { startTestNode, type TestNode, type TestNodeOptions } from "./test-node.ts";

type Start = (options?: TestNodeOptions) => Promise<TestNode>;

/** Describes it for a node on each of the databases; `start` starts one. */
export function onEachDatabase(name: string, body: (start: Start) => void): void {
  describe(`${name}, on PGlite`, () => body(startTestNode));
  describe(`${name}, on PostgreSQL`, () => body(startOnPostgres));
}

async function startOnPostgres(options: TestNodeOptions = {}): Promise<TestNode> {
  const database = await testDatabase();
  const node = await startTestNode({ ...options, database: postgresSettings(database.url) });
  return {
    ...node,
    async stop() {
      await node.stop();
      await database.drop();
    },
  };
}
