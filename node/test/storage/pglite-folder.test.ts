import { expect } from "chai";
import { Kysely, PGliteDialect } from "kysely";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../../scripts/process/run-program.ts";
import { provideTemplate } from "../../src/storage/sql/pglite/cluster.ts";
import { migrate } from "../../src/storage/sql/migrate.ts";
import { openPglite } from "../../src/storage/sql/pglite/open-pglite.ts";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import type { Tables } from "../../src/storage/sql/tables.ts";
import { createPerson } from "./examples.ts";
import { template, temporaryFolder } from "./folders.ts";

const opener = new URL("open-once.ts", import.meta.url).pathname;

describe("a database's folder", () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder()));
  afterEach(() => remove());

  it("is made when it is not there, and what was written is there when it is opened again", async () => {
    const path = join(folder, "not", "yet");
    const store = await openPgliteStore(path, { template });
    const person = await createPerson(store);
    await store.close();
    const again = await openPgliteStore(path);
    const found = await again.users.userByAccount(person.account);
    await again.close();
    expect(found?.userId).to.equal(person.userId);
  });

  it("is made without a template too", async () => {
    const store = await openPgliteStore(folder);
    await createPerson(store);
    await store.close();
  });

  it("is refused, and not tried for ever, where a file system takes no folders", async () => {
    for (const path of ["/proc/nope", "/proc/nope/deeper"])
      expect(await openPgliteStore(path).catch(String)).to.contain(`the folder ${path} cannot be made`);
  });

  it("opens in one process at a time", async () => {
    const store = await openPgliteStore(folder, { template });
    const other = await runProgram(opener, [folder]);
    const same = await openPgliteStore(folder).then(
      () => "opened",
      (error: unknown) => String(error),
    );
    await store.close();
    expect(other.exitCode).to.equal(1);
    for (const message of [other.output, same])
      expect(message).to.contain(`${folder} is in use by another process`);
    expect(await runProgram(opener, [folder])).to.deep.equal({ exitCode: 0, output: "opened\n" });
  });

  it("of two processes that make a database at once, one gets it whole and the other is refused", async () => {
    const both = await Promise.all([runProgram(opener, [folder]), runProgram(opener, [folder])]);
    const outputs = both.map(({ output }) => output);
    expect(outputs.filter((output) => output === "opened\n").length).to.be.within(1, 2);
    for (const output of outputs.filter((each) => each !== "opened\n"))
      expect(output).to.contain("is in use by another process");
    const store = await openPgliteStore(folder);
    await createPerson(store);
    await store.close();
  });

  it("is made anew where a process was killed while it made one", async () => {
    await mkdir(join(folder, "pglite.new"));
    await writeFile(join(folder, "pglite.new", "half"), "");
    const store = await openPgliteStore(folder, { template });
    await createPerson(store);
    await store.close();
    expect(await readdir(folder)).to.have.members(["lock", "pglite"]);
    expect(await readdir(join(folder, "pglite"))).to.not.include("half");
  });

  it("is refused, and let go of, where a newer version of the program made its schema", async () => {
    const { pglite, unlock } = await openPglite(folder, { template });
    await migrate(new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }));
    await pglite.query("insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')");
    await pglite.close();
    unlock();
    for (let times = 0; times < 2; times += 1)
      expect(await openPgliteStore(folder).catch(String)).to.contain(
        "newer version of this program: it has 9999-later",
      );
  });

  it("is refused, and let go of, where another version of PostgreSQL made it", async () => {
    await (await openPgliteStore(folder, { template })).close();
    const path = join(folder, "pglite", "PG_VERSION");
    const version = await readFile(path, "utf8");
    await writeFile(path, "12\n");
    expect(await openPgliteStore(folder).catch(String)).to.match(/^Error: /);
    await writeFile(path, version);
    const store = await openPgliteStore(folder);
    await createPerson(store);
    await store.close();
  });

  it("keeps its files from other users of the machine", async () => {
    const path = join(folder, "private");
    const store = await openPgliteStore(path, { template });
    await store.close();
    expect((await stat(path)).mode & 0o077).to.equal(0);
  });

  it("a template that two make at once is one whole template", async () => {
    const made = join(folder, "template");
    await Promise.all([provideTemplate(made), provideTemplate(made)]);
    expect(await readdir(folder)).to.deep.equal(["template"]);
    const store = await openPgliteStore(join(folder, "data"), { template: made });
    await createPerson(store);
    await store.close();
  });
});
