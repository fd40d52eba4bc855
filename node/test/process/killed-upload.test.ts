import { once } from "node:events";
import { request } from "node:http";
import { LIMITS, MEDIA_TYPES, PATHS, sha256 } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { freePort } from "../../../scripts/process/free-port.ts";
import { testDatabase } from "../../../test/harness/postgres.ts";
import { dropOutdated, UPLOAD_SECONDS_MAX } from "../../src/storage/housekeeping.ts";
import { nowSeconds } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { makeVersion, put, stage, type Version } from "../harness/records.ts";
import { createUser, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { openPgliteTestStoreIn, openPostgresTestStore, type TestStore } from "../harness/test-store.ts";
import { postgresSettings } from "../storage/postgres.ts";
import { startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";

/** More than lies in sockets on its way, so that some of it is in the database. */
const SENT_BYTES = 12 * 1024 * 1024;

interface Database {
  readonly variables: Readonly<Record<string, string>>;
  /** While no node has it open. */
  open(): Promise<TestStore>;
  drop(): Promise<void>;
}

const databases: Readonly<Record<string, (world: ProcessWorld) => Promise<Database>>> = {
  PGlite: ({ variables }) =>
    Promise.resolve({
      variables,
      open: () => openPgliteTestStoreIn(variables["IDOS_DATA_FOLDER"] ?? ""),
      drop: () => Promise.resolve(),
    }),
  PostgreSQL: async ({ variables }) => {
    const database = await testDatabase();
    return {
      variables: { ...variables, IDOS_DATABASE_URL: database.url },
      open: () => openPostgresTestStore(postgresSettings(database.url)),
      drop: () => database.drop(),
    };
  },
};

describe("a node that is killed in the middle of an upload", () => {
  let world: ProcessWorld;
  beforeEach(async () => {
    world = await startProcessWorld();
  });
  afterEach(() => world.stop());

  for (const [name, make] of Object.entries(databases))
    it(`shows nothing of it, takes it again, and gives its room back in the end, with ${name}`, async () => {
      const database = await make(world);
      const variables = { ...database.variables, IDOS_PORT: String(await freePort()) };
      let node = await startNodeProcess(variables);
      try {
        const reachable = world.reach(node.origin);
        const alice = await createUser(reachable, await signedInProvider(reachable));
        const size = { envelopeBytes: LIMITS.envelopeBytesMax };
        const version = await makeVersion(reachable, alice, alice.userId, undefined, size);
        const upload = await beginUpload(node.origin, alice, version);
        await node.kill();
        await upload.broken();

        const left = await database.open();
        expect(await countOf(left, "staged_chunks")).to.be.above(0);
        expect(await left.store.records.stagedEnvelope(sha256(version.envelope), alice.account)).to.equal(
          undefined,
        );
        await left.close();

        node = await startNodeProcess(variables);
        expect((await alice.request(put(version))).outcome).to.equal("422 ENVELOPE_NOT_STAGED");
        succeeded(await alice.request(stage(version)));
        succeeded(await alice.request(put(version)));
        const { bytes } = succeeded(await alice.request(get(PATHS.recordEnvelope(version.header.record))));
        expect(sha256(bytes)).to.equal(version.header.envelope);
        await node.stop();

        const later = await database.open();
        expect(await countOf(later, "staged_envelopes")).to.equal(1);
        await dropOutdated(later.store, nowSeconds(reachable) + UPLOAD_SECONDS_MAX + 1);
        for (const table of ["staged_envelopes", "staged_chunks"] as const)
          expect(await countOf(later, table)).to.equal(0);
        await later.close();
      } finally {
        await node.stop();
        await database.drop();
      }
    });
});

interface Upload {
  /** Resolves when the connection has ended without an answer. */
  broken(): Promise<void>;
}

/** Sends a part and no more. */
async function beginUpload(origin: string, user: User, version: Version): Promise<Upload> {
  const sent = stage(version);
  const headers = {
    authorization: await user.authorize(sent),
    "content-type": MEDIA_TYPES.envelope,
    "content-length": version.envelope.length,
  };
  const upload = request(origin + sent.path, { method: sent.method, headers });
  const ended = once(upload, "response").then(
    () => "answered",
    () => "broken",
  );
  await new Promise<void>((resolve) =>
    upload.write(version.envelope.subarray(0, SENT_BYTES), () => resolve()),
  );
  return {
    async broken() {
      expect(await ended).to.equal("broken");
    },
  };
}

const countSchema = z.tuple([z.object({ count: z.coerce.number() })]);

async function countOf(store: TestStore, table: "staged_envelopes" | "staged_chunks"): Promise<number> {
  const [{ count }] = countSchema.parse(await store.query(`select count(*) as count from ${table}`));
  return count;
}
