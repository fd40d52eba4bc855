import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { testDatabase } from "../../../test/harness/postgres.ts";
import { backUp, type BackupPlace } from "../../src/backup/backup.ts";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { Store } from "../../src/storage/store.ts";
import { createPerson, deletion, keyBinding, NOW, randomEnvelope, session } from "../storage/examples.ts";
import { share, version, write } from "../storage/examples.ts";
import { template, temporaryFolder } from "../storage/folders.ts";
import { postgresSettings } from "../storage/postgres.ts";

export type DatabaseKind = "PGlite" | "PostgreSQL";
export const KINDS: readonly DatabaseKind[] = ["PGlite", "PostgreSQL"];

/** A place for a node's data with nothing in it. */
export interface TestPlace extends BackupPlace {
  /** Of the test's own, for the place and what goes with it. */
  readonly folder: string;
  remove(): Promise<void>;
}

export async function emptyPlace(kind: DatabaseKind): Promise<TestPlace> {
  const { folder, remove } = await temporaryFolder();
  const files = { folder, dataFolder: join(folder, "data"), nodeKeyFile: join(folder, "data", "node-key") };
  if (kind === "PGlite") return { ...files, postgres: undefined, pgliteTemplate: template, remove };
  const database = await testDatabase();
  return {
    ...files,
    postgres: { url: database.url },
    pgliteTemplate: undefined,
    async remove() {
      await database.drop();
      await remove();
    },
  };
}

export function openStoreIn({ postgres, dataFolder }: BackupPlace): Promise<Store> {
  return postgres === undefined
    ? openPgliteStore(dataFolder, { template })
    : openPostgresStore(postgresSettings(postgres.url));
}

/** Writes something of every kind; resolves to what a session is to be looked for by. */
export async function fill(store: Store, largeBytes = 3_000_000): Promise<ReturnType<typeof session>> {
  const signedIn = session();
  await store.sessions.createSession(signedIn);
  for (let person = 0; person < 3; person += 1) {
    const owner = await createPerson(store);
    await store.users.bindKey(owner.userId, keyBinding(owner.userId, owner.account, NOW), null);
    const parameters = { text: 'a line\nand "another", \\ and \u00e9\ud83d\ude00' };
    const backup = {
      slot: "password",
      kind: "password" as const,
      parameters,
      ciphertext: randomEnvelope(90),
    };
    await store.users.putKeyBackup(owner.userId, backup);
    const first = await write(store, version(owner));
    const large = await write(store, version(owner, { envelope: randomEnvelope(largeBytes) }));
    await store.shares.putShare(share(owner, [first, large], { purpose: "to try; \\N, \t and \u2028" }));
    const gone = await write(store, version(owner));
    await store.records.deleteRecord(deletion(owner, gone));
  }
  return signedIn;
}

/** Every line of a backup but its head and its end, in an order of their own. */
export async function linesOf(path: string): Promise<readonly string[]> {
  const text = gunzipSync(await readFile(path)).toString("utf8");
  return text.trimEnd().split("\n").slice(1, -1).sort();
}

/** What a backup of this place, taken now, holds. */
export async function contentOf(place: TestPlace): Promise<readonly string[]> {
  const path = join(place.folder, `content-${performance.now()}`);
  await backUp(place, path);
  return linesOf(path);
}
