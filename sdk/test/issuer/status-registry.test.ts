import { expect } from "chai";
import { createStatusSource } from "../../src/credentials/status-list/status-source.ts";
import { createStatusRegistry, type StatusEntry } from "../../src/issuer/status-registry.ts";
import { idOf, NOW_SECONDS } from "../harness/actor.ts";
import { newCredentialKey } from "../harness/credential-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { startIssuerSite } from "../../../test/harness/issuer-site.ts";

const URI = "https://issuer.example/statuses/1";

describe("an issuer's status list", () => {
  it("gives each record a place of its own, the same one each time, until none is left", async () => {
    const registry = createStatusRegistry({ uri: URI, size: 16, save: () => undefined });
    const places: number[] = [];
    for (let record = 1; record <= 16; record += 1) {
      const { status_list } = await registry.allocate(idOf(record));
      expect((await registry.allocate(idOf(record))).status_list).to.deep.equal(status_list);
      places.push(status_list.idx);
    }
    expect(new Set(places).size).to.equal(16);
    await expectIdosError(() => registry.allocate(idOf(17)), "STATUS_LIST_FULL");
  });

  it("draws places at random, so that they do not tell the order of issue", async () => {
    const drawn = new Set<number>();
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const registry = createStatusRegistry({ uri: URI, save: () => undefined });
      drawn.add((await registry.allocate(idOf(1))).status_list.idx);
    }
    expect(drawn.size).to.be.above(4);
  });

  it("is saved before a place is given and before a revocation counts, in the order of the changes", async () => {
    const states: (readonly StatusEntry[])[] = [];
    const save = async (entries: readonly StatusEntry[]) => {
      // The first is slower than what comes after it.
      await new Promise((resolve) => setTimeout(resolve, states.length === 0 ? 20 : 0));
      states.push(entries);
    };
    const registry = createStatusRegistry({ uri: URI, save });
    await Promise.all([registry.allocate(idOf(1)), registry.allocate(idOf(2))]);
    await registry.revoke(idOf(1));
    const last = states.at(-1)?.map(({ record, revoked }) => [record, revoked]);
    expect(last).to.deep.equal([
      [idOf(1), true],
      [idOf(2), false],
    ]);
  });

  it("gives no place that it could not save", async () => {
    const save = () => Promise.reject(new Error("the disk is full"));
    const registry = createStatusRegistry({ uri: URI, save });
    const failure = await registry.allocate(idOf(1)).catch((error: unknown) => error);
    expect(failure).to.be.an("error").with.property("message", "the disk is full");
  });

  it("knows after a restart what it gave and took back, and verifiers learn it", async () => {
    const site = await startIssuerSite();
    try {
      const uri = `${site.url}/statuses/1`;
      let entries: readonly StatusEntry[] = [];
      const save = (all: readonly StatusEntry[]): void => void (entries = all);
      const before = createStatusRegistry({ uri, save });
      const [kept, revoked] = [await before.allocate(idOf(1)), await before.allocate(idOf(2))];
      await before.revoke(idOf(2));
      const after = createStatusRegistry({ uri, save, entries });
      expect(await after.allocate(idOf(1))).to.deep.equal(kept);
      const key = await newCredentialKey();
      site.serve("/statuses/1", await after.publish(key, new Date(NOW_SECONDS * 1000)));
      const question = { issuer: site.url, keys: { keys: [key.publicJwk] }, nowSeconds: NOW_SECONDS };
      const source = createStatusSource();
      expect(await source.statusOf(kept, question)).to.equal(0);
      expect(await source.statusOf(revoked, question)).to.equal(1);
    } finally {
      await site.stop();
    }
  });

  it("takes back nothing that it did not give", async () => {
    const registry = createStatusRegistry({ uri: URI, save: () => undefined });
    for (const record of [idOf(1), "passport"])
      await expectIdosError(() => registry.revoke(record), "ARGUMENT_INVALID");
  });
});
