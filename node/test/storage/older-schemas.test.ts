import { expect } from "chai";
import { sql } from "kysely";
import { testDatabase } from "../../../test/harness/postgres.ts";
import { migrateThrough, migrationsOf } from "../../src/storage/sql/migrate.ts";
import { openDatabase } from "../../src/storage/sql/postgres/open-database.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { Database } from "../../src/storage/sql/tables.ts";
import { accountLink, createPerson, NOW, randomAccount, randomId } from "./examples.ts";
import { postgresSettings } from "./postgres.ts";

/** In every one of them a user and her account are these columns. */
const OLDER = ["0001-first-schema", "0002-account-history", "0003-requests-and-erasures"] as const;

describe("a database whose schema is of an older version", () => {
  for (const [at, name] of OLDER.entries())
    it(`is brought up to date from ${name}, with what is in it`, async () => {
      const database = await testDatabase();
      try {
        const settings = { url: database.url, connectionsMax: 1, statementTimeoutMs: 0 };
        const db = openDatabase(settings, () => undefined);
        await migrateThrough(db, name);
        expect(await migrationsOf(db)).to.have.length(at + 1);
        const account = await insertUser(db);
        await db.destroy();

        const store = await openPostgresStore(postgresSettings(database.url));
        const found = await store.users.userByAccount(account);
        expect(found?.accounts).to.have.length(1);
        expect((await createPerson(store)).userId).to.not.equal(found?.userId);
        await store.close();
      } finally {
        await database.drop();
      }
    });
});

async function insertUser(db: Database) {
  const [userId, account] = [randomId(), randomAccount()];
  const link = JSON.stringify(accountLink(userId, account));
  await sql`insert into users values (${userId}, ${randomAccount()}, ${NOW})`.execute(db);
  await sql`insert into accounts (user_id, account, position, link)
    values (${userId}, ${account}, 0, ${link})`.execute(db);
  return account;
}
