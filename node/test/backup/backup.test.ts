import { access, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { backUp, restore } from "../../src/backup/backup.ts";
import { openData } from "../../src/storage/sql/backup/open-data.ts";
import { backedUpTables } from "../../src/storage/sql/backup/tables.ts";
import { sql } from "kysely";
import { contentOf, type DatabaseKind, emptyPlace, fill, KINDS, linesOf, openStoreIn } from "./examples.ts";
import type { TestPlace } from "./examples.ts";
import { createPerson, version, write } from "../storage/examples.ts";

const KEY = "-----BEGIN PRIVATE KEY-----\na key\n-----END PRIVATE KEY-----\n";

describe("a backup", () => {
  const places: TestPlace[] = [];
  const place = async (kind: DatabaseKind): Promise<TestPlace> => {
    const made = await emptyPlace(kind);
    places.push(made);
    return made;
  };
  afterEach(async () => {
    for (const made of places.splice(0)) await made.remove();
  });

  for (const from of KINDS) {
    for (const to of KINDS) {
      it(`of ${from}, restored in ${to}, holds everything but sessions, and the node's key`, async () => {
        const [source, target] = [await place(from), await place(to)];
        const store = await openStoreIn(source);
        const signedIn = await fill(store);
        await store.close();
        await mkdir(dirname(source.nodeKeyFile), { recursive: true });
        await writeFile(source.nodeKeyFile, KEY, { mode: 0o600 });
        const path = join(source.folder, "backup");
        await backUp(source, path);
        const { rows } = await restore(target, path);
        expect(rows).to.be.above(30);
        expect(await contentOf(target)).to.deep.equal(await linesOf(path));
        expect(await readFile(target.nodeKeyFile, "utf8")).to.equal(KEY);
        expect((await stat(target.nodeKeyFile)).mode & 0o077).to.equal(0);
        const restored = await openStoreIn(target);
        const found = await restored.sessions.session(signedIn.signIn.sessionKey);
        await write(restored, version(await createPerson(restored)));
        await restored.close();
        expect(found).to.equal(undefined);
      });
    }

    it(`of ${from} is a new file for its owner alone, never an older one's place, and leaves no half one`, async () => {
      const source = await place(from);
      await (await openStoreIn(source)).close();
      const path = join(source.folder, "backup");
      await backUp(source, path);
      const before = await readFile(path);
      expect(await backUp(source, path).catch(String)).to.contain("EEXIST");
      expect(Buffer.compare(await readFile(path), before)).to.equal(0);
      expect((await stat(path)).mode & 0o077).to.equal(0);
      expect(await access(`${path}.part`).catch(() => "not there")).to.equal("not there");
    });

    it(`of ${from} is refused where there is nothing to keep`, async () => {
      const source = await place(from);
      const said = await backUp(source, join(source.folder, "backup")).catch(String);
      expect(said).to.match(/there is no database|holds no node's data/);
      expect(await access(join(source.folder, "backup")).catch(() => "not there")).to.equal("not there");
    });
  }

  it("of a folder that a node has open is refused", async () => {
    const source = await place("PGlite");
    const store = await openStoreIn(source);
    const said = await backUp(source, join(source.folder, "backup")).catch(String);
    await store.close();
    expect(said).to.contain("is in use by another process");
  });

  it("of PostgreSQL holds one moment, while a node goes on writing", async () => {
    const [source, target] = [await place("PostgreSQL"), await place("PostgreSQL")];
    const store = await openStoreIn(source);
    await fill(store);
    const stop = new AbortController();
    const writing = (async () => {
      while (!stop.signal.aborted) await write(store, version(await createPerson(store)));
    })();
    const path = join(source.folder, "backup");
    await backUp(source, path);
    stop.abort();
    await writing;
    await store.close();
    // Foreign keys hold only where all tables are of one moment.
    await restore(target, path);
    expect(await contentOf(target)).to.deep.equal(await linesOf(path));
  });

  it("has every table of the schema but those that are not data, and none that counts by itself", async () => {
    const source = await place("PGlite");
    await (await openStoreIn(source)).close();
    const data = await openData(source);
    const all = await sql<{ name: string }>`
      select tablename::text as name from pg_tables where schemaname = 'public'`.execute(data.db);
    const kept = (await backedUpTables(data.db)).map(({ name }) => name);
    const sequences = await sql`select 1 from pg_sequences`.execute(data.db);
    await data.close();
    const left = all.rows.map(({ name }) => name).filter((name) => !kept.includes(name));
    expect(left).to.have.members(["kysely_migration", "kysely_migration_lock", "sessions"]);
    expect(sequences.rows).to.deep.equal([]);
  });
});
