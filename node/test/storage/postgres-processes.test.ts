import { LIMITS } from "@idos/protocol";
import { expect } from "chai";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { testDatabase, type TestDatabase } from "../../../test/harness/postgres.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { Tables } from "../../src/storage/sql/tables.ts";
import { transact } from "../../src/storage/sql/transact.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  accountLink,
  createPerson,
  keyBinding,
  NOW,
  randomAccount,
  randomEnvelope,
  randomId,
  session,
  share,
  stage,
  upload,
  version,
} from "./examples.ts";
import { postgresSettings } from "./postgres.ts";

const TIMES = 20;

/** Two pools of connections are two processes, as the database sees it. */
describe("two processes that write to one PostgreSQL at once", () => {
  let database: TestDatabase;
  let stores: readonly [Store, Store];
  before(async () => {
    database = await testDatabase();
    const open = (): Promise<Store> => openPostgresStore(postgresSettings(database.url));
    stores = [await open(), await open()];
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  /** Each process does it so many times, all of them at once. */
  const everywhere = <Result>(work: (store: Store, time: number) => Promise<Result>): Promise<Result[]> =>
    Promise.all(Array.from({ length: TIMES }, (_, time) => stores.map((store) => work(store, time))).flat());
  const count = (outcomes: readonly unknown[], outcome: unknown): number =>
    outcomes.filter((each) => each === outcome).length;

  it("one founds a user with an account, and none becomes half a user", async () => {
    const account = randomAccount();
    const outcomes = await everywhere(({ users }) => {
      const userId = randomId();
      const user = { userId, createdBy: randomAccount(), createdAtSeconds: NOW };
      return users.createUser(user, accountLink(userId, account));
    });
    expect(count(outcomes, "created")).to.equal(1);
    expect(count(outcomes, "account-taken")).to.equal(2 * TIMES - 1);
  });

  it("links stop at the limit", async () => {
    const { userId, account } = await createPerson(stores[0]);
    const outcomes = await everywhere(({ users }) =>
      users.linkAccount(userId, accountLink(userId, randomAccount(), account)),
    );
    expect(count(outcomes, "linked")).to.equal(LIMITS.linkedAccountsMax - 1);
    const user = await stores[1].users.userById(userId);
    expect(user?.accounts.length).to.equal(LIMITS.linkedAccountsMax);
  });

  it("key backups stop at the limit", async () => {
    const { userId } = await createPerson(stores[0]);
    const backup = { kind: "password" as const, parameters: {}, ciphertext: randomEnvelope(50) };
    const outcomes = await everywhere(({ users }, time) =>
      users.putKeyBackup(userId, { ...backup, slot: `slot-${time}` }),
    );
    expect(outcomes).to.include("limit-reached");
    expect((await stores[0].users.keyBackups(userId)).length).to.equal(LIMITS.keyBackupSlotsMax);
  });

  it("of bindings that are each to be the first one counts", async () => {
    const { userId, account } = await createPerson(stores[0]);
    const outcomes = await everywhere(({ users }, time) =>
      users.bindKey(userId, keyBinding(userId, account, NOW + time), null),
    );
    expect(outcomes.filter((outcome) => outcome === "bound")).to.have.length(1);
    expect((await stores[1].users.userById(userId))?.earlierKeyBindings).to.deep.equal([]);
  });

  it("one session has a key", async () => {
    const { signIn } = session();
    const outcomes = await everywhere(({ sessions }) =>
      sessions.createSession(session(randomAccount(), { sessionKey: signIn.sessionKey })),
    );
    expect(count(outcomes, "created")).to.equal(1);
  });

  it("one first version and one second version of a record are stored", async () => {
    const person = await createPerson(stores[0]);
    const record = randomId();
    const first = await everywhere(async (store) => {
      const next = version(person, { record });
      await stage(store, next);
      return { next, outcome: (await store.records.putRecord(next)).kind };
    });
    const stored = first.filter(({ outcome }) => outcome === "stored");
    expect(stored.length).to.equal(1);
    const after = stored[0]?.next;
    if (after === undefined) throw new Error("no version was stored");
    const second = await everywhere(async (store) => {
      const next = version(person, { after });
      await stage(store, next);
      return (await store.records.putRecord(next)).kind;
    });
    expect(count(second, "stored")).to.equal(1);
    expect(count(second, "conflict")).to.equal(2 * TIMES - 1);
  });

  it("uploads stop at the account's limit", async () => {
    const uploader = randomAccount();
    const bytes = Math.floor(LIMITS.stagedBytesPerUserMax / 4);
    const outcomes = await everywhere(({ records }) =>
      records.stageEnvelope({ ...upload(uploader, new Uint8Array(bytes)), hash: randomId() }),
    );
    expect(count(outcomes, "staged")).to.equal(4);
    await stores[0].records.dropStagedBefore(NOW + 1);
  });

  it("shares of the same records in opposite orders, and new versions of those, never fail", async () => {
    const person = await createPerson(stores[0]);
    const versions = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const made = version(person);
        await stage(stores[0], made);
        await stores[0].records.putRecord(made);
        return made;
      }),
    );
    const outcomes = await everywhere(async (store, time) => {
      if (time % 3 === 2) {
        const after = versions[time % versions.length];
        if (after === undefined) throw new Error("no version was made");
        const next = version(person, { after });
        await stage(store, next);
        return (await store.records.putRecord(next)).kind;
      }
      const some = time % 2 === 0 ? versions : [...versions].reverse();
      return (await store.shares.putShare(share(person, some))).kind;
    });
    for (const outcome of outcomes) expect(outcome).to.be.oneOf(["stored", "conflict", "record-unfit"]);
  });

  it("transactions that wait for each other both happen", async () => {
    const people = await Promise.all([createPerson(stores[0]), createPerson(stores[0])]);
    const pool = new pg.Pool({ connectionString: database.url });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    let runs = 0;
    try {
      const bothHoldOne = Promise.withResolvers<undefined>();
      let holding = 0;
      const lockBoth = (ids: readonly string[]): Promise<string> =>
        transact(db, async (transaction) => {
          runs += 1;
          for (const id of ids) {
            await sql`select 1 from users where user_id = ${id} for update`.execute(transaction);
            holding += 1;
            if (holding === 2) bothHoldOne.resolve(undefined);
            await bothHoldOne.promise;
          }
          return "done";
        });
      const ids = people.map(({ userId }) => userId);
      const outcomes = await Promise.all([lockBoth(ids), lockBoth([...ids].reverse())]);
      expect(outcomes).to.deep.equal(["done", "done"]);
      // One of them was undone by the database before.
      expect(runs).to.be.above(2);
    } finally {
      await db.destroy();
    }
  });
});
