import { sha256 } from "@idos/protocol";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { createPerson, share, stage, version } from "./examples.ts";
import { template } from "./folders.ts";

/**
 * Writes records and shares to the folder in its argument until it is killed. A line `trying` goes before each write
 * and a line `stored` after its acknowledgement.
 */
const [, , folder = ""] = process.argv;
const store = await openPgliteStore(folder, { template });
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

for (;;) {
  const person = await createPerson(store);
  const first = version(person);
  const { record } = first.header;
  await stage(store, first);
  say({ trying: record });
  await store.records.putRecord(first);
  const made = share(person, [first]);
  await store.shares.putShare(made);
  say({ stored: record, version: 1, envelope: sha256(first.bytes), share: made.share, key: true });
  const second = version(person, { after: first });
  await stage(store, second);
  await store.records.putRecord(second);
  say({ stored: record, version: 2, envelope: sha256(second.bytes), share: made.share, key: false });
}
