import { testDatabase } from "../../../test/harness/postgres.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import { describeStore } from "./describe-store.ts";
import { postgresSettings } from "./postgres.ts";

describeStore("a store in PostgreSQL", async () => {
  const database = await testDatabase();
  const store = await openPostgresStore(postgresSettings(database.url));
  return {
    ...store,
    async close() {
      await store.close();
      await database.drop();
    },
  };
});
