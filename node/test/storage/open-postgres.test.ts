import { expect } from "chai";
import {
  ownPostgres,
  runSql,
  testDatabase,
  type TestDatabase,
  testPostgres,
} from "../../../test/harness/postgres.ts";
import { openTcpGate } from "../../../test/harness/tcp-gate.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { PostgresSettings } from "../../src/storage/sql/postgres/postgres-settings.ts";
import { createPerson } from "./examples.ts";
import { postgresSettings } from "./postgres.ts";

const nameOf = ({ url }: TestDatabase): string => new URL(url).pathname.slice(1);

/** What an error and its causes say, its stack and every field included. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  const fields = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return `${String(error)} ${fields} ${error.cause === undefined ? "" : everythingOf(error.cause)}`;
}

async function openAndClose(settings: PostgresSettings): Promise<string> {
  try {
    await (await openPostgresStore(settings)).close();
    return "opened";
  } catch (error) {
    return everythingOf(error);
  }
}

describe("opening a database of PostgreSQL", () => {
  const databases: TestDatabase[] = [];
  const database = async (how = ""): Promise<TestDatabase> => {
    const made = await testDatabase(await testPostgres(), how);
    databases.push(made);
    return made;
  };
  afterEach(async () => {
    for (const made of databases.splice(0)) await made.drop();
  });

  it("is done by many processes at once: one makes the schema, and all find what any wrote", async () => {
    const { url } = await database();
    const stores = await Promise.all(
      Array.from({ length: 5 }, () => openPostgresStore(postgresSettings(url))),
    );
    const people = await Promise.all(stores.map((store) => createPerson(store)));
    const found = await Promise.all(
      stores.flatMap((store) => people.map(({ account }) => store.users.userByAccount(account))),
    );
    await Promise.all(stores.map((store) => store.close()));
    expect(found.map((user) => user?.userId)).to.deep.equal(
      stores.flatMap(() => people.map(({ userId }) => userId)),
    );
  });

  it("refuses one that would lose what it acknowledges, and names the setting", async () => {
    const made = await database();
    await runSql(made.url, `alter database ${nameOf(made)} set synchronous_commit = off`);
    expect(await openAndClose(postgresSettings(made.url))).to.contain("synchronous_commit is off there");
    await runSql(made.url, `alter database ${nameOf(made)} set synchronous_commit = on`);
    expect(await openAndClose(postgresSettings(made.url))).to.equal("opened");
  });

  it("refuses a server that a power failure would leave torn or behind, and names each setting", async () => {
    const names = ["fsync", "full_page_writes"] as const;
    for (const name of names) {
      const server = await ownPostgres({ settings: { [name]: "off" } });
      try {
        const said = await openAndClose(postgresSettings(server.url));
        expect(said).to.contain(`${name} is off there`);
        for (const other of names.filter((each) => each !== name)) expect(said).to.not.contain(other);
      } finally {
        await server.remove();
      }
    }
  });

  it("refuses one that is not UTF-8", async () => {
    const made = await database("encoding 'LATIN1' locale 'C' template template0");
    const said = await openAndClose(postgresSettings(made.url));
    expect(said).to.contain("its encoding is LATIN1, and must be UTF8");
  });

  it("refuses one that takes no writes", async () => {
    const made = await database();
    await runSql(made.url, `alter database ${nameOf(made)} set default_transaction_read_only = on`);
    expect(await openAndClose(postgresSettings(made.url))).to.contain("it takes no writes");
  });

  it("refuses a schema of a newer version, and names what it does not know", async () => {
    const made = await database();
    expect(await openAndClose(postgresSettings(made.url))).to.equal("opened");
    await runSql(made.url, "insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')");
    const said = await openAndClose(postgresSettings(made.url));
    expect(said).to.contain("of a newer version").and.contain("9999-later");
  });

  it("waits for a server that does not answer yet", async () => {
    const { url } = await database();
    const gate = await openTcpGate(Number(new URL(url).port));
    await gate.close();
    const through = new URL(url);
    through.port = String(gate.port);
    const opening = openAndClose(postgresSettings(through.href));
    const early = openAndClose(postgresSettings(through.href, { startWaitSeconds: 0.5 }));
    expect(await early).to.contain("the database did not answer within 0.5 s");
    await gate.reopen();
    expect(await opening).to.equal("opened");
    await gate.close();
  });

  it("says no at once where the server does, and never tells the password", async () => {
    const { url } = await database();
    const wrong = new URL(url);
    wrong.password = "a-secret-password";
    const nowhere = new URL("no_such_database", url);
    const settings = { startWaitSeconds: 600 };
    const refusal = await openAndClose(postgresSettings(wrong.href, settings));
    expect(refusal).to.contain("password authentication failed").and.not.contain("a-secret-password");
    const absence = await openAndClose(postgresSettings(nowhere.href, settings));
    expect(absence).to.contain("does not exist").and.not.contain(new URL(url).password);
  });
});
