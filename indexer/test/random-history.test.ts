import { type Address, EVENT_TOPICS, grantHandle, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import * as fc from "fast-check";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import type { GrantIndexReader, GrantPage, PageOfGrants } from "../src/grant-index-reader.ts";
import { type DeployedChain, deployTo } from "./harness/deployed-chain.ts";
import { type Actors, actorsOn, STEPS } from "./harness/history-steps.ts";
import { openTestIndex } from "./harness/test-indexer.ts";

const EVENTS = [...STEPS, "mine", "mark", "reorg"] as const;
const history = fc.array(fc.tuple(fc.constantFrom(...EVENTS), fc.nat(3)), { minLength: 25, maxLength: 25 });

describe("a random history with reorgs", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());

  /** What the listing shows page by page, each grant as "owner handle kind". */
  async function allOf(list: (page: PageOfGrants) => Promise<GrantPage>): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.grants.map(({ owner, handle, grant }) => `${owner} ${handle} ${grant.kind}`));
      cursor = page.next;
    } while (cursor !== undefined);
    return found.sort();
  }

  /**
   * As "owner handle", what was granted in public since it last ended: sealed anew, it is still known whom it is for.
   */
  async function knownInPublic({ contract, deployBlock }: DeployedChain): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    const { granted, revoked, renounced } = EVENT_TOPICS;
    const ends: readonly string[] = [revoked, renounced, EVENT_TOPICS["revoked-sealed"]];
    for (const { topics } of await chain.provider.getLogs({ address: contract, fromBlock: deployBlock })) {
      const [kind = "", owner = "", named = "", shareId] = topics;
      const handle =
        shareId === undefined
          ? named
          : grantHandle(parseAddress(`0x${named.slice(26)}`), parseBytes32(shareId));
      const key = `0x${owner.slice(26)} ${handle}`;
      if (kind === granted) known.add(key);
      if (ends.includes(kind)) known.delete(key);
    }
    return known;
  }

  /** Both sides' lists must show exactly what counts. */
  async function expectListings(deployed: DeployedChain, actors: Actors, reader: GrantIndexReader) {
    const standing: { owner: Address; grantee?: Address; line: string }[] = [];
    const known = await knownInPublic(deployed);
    for (const one of actors.grants) {
      const [owner, grantee] = [deployed.address(one.owner), deployed.address(one.grantee)];
      const place = `${owner} ${deployed.handle(one)}`;
      if (await deployed.isGranted(one))
        standing.push({ owner, ...(known.has(place) ? { grantee } : {}), line: `${place} granted` });
      const sealed = actors.sealedOf(one);
      if (await deployed.counts(one.owner, sealed))
        standing.push({ owner, line: `${owner} ${sealed} granted` });
    }
    for (const owner of new Set(actors.grants.map((one) => deployed.address(one.owner)))) {
      const expected = standing.filter((grant) => grant.owner === owner).map(({ line }) => line);
      expect(await allOf((page) => reader.grantsBy(owner, page))).to.deep.equal(expected.sort());
    }
    for (const grantee of new Set(actors.grants.map((one) => deployed.address(one.grantee)))) {
      const expected = standing.filter((grant) => grant.grantee === grantee).map(({ line }) => line);
      expect(await allOf((page) => reader.grantsTo(grantee, page))).to.deep.equal(expected.sort());
    }
  }

  it("leaves the index equal to the contract at every head, and its listings equal to its entries", async () => {
    let skipped = 0;
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const deployed = await deployTo(chain);
        const actors = actorsOn(deployed);
        const redis = await testRedis();
        const index = openTestIndex(deployed, redis, { finality: 0 });
        let mark = await chain.snapshot();
        try {
          const indexer = index.start();
          // Each history has a batch that passes something over, and goes on from it.
          for (const [step, n] of [["batchBySig", 0] as const, ["mark", 0] as const, ...steps]) {
            if (step === "mark") mark = await chain.snapshot();
            else if (step === "mine") await chain.mine();
            else if (step === "reorg") {
              const height = await chain.provider.getBlockNumber();
              await chain.revert(mark);
              mark = await chain.snapshot();
              await chain.mine(height - (await chain.provider.getBlockNumber()) + 1);
            } else skipped += await deployed.skippedIn(await actors.take(step, n));
            await indexer.caughtUp();
            const head = await chain.provider.getBlock("latest");
            expect((await index.reader.status()).seq).to.equal(await deployed.seq());
            for (const one of actors.grants) {
              const { grant: state, status } = await index.check(one);
              expect(status.decidedAt.blockHash).to.equal(head?.hash);
              expect(status.state).to.equal("ready");
              expect(state.kind).to.equal((await deployed.isGranted(one)) ? "granted" : "none");
              const sealed = await index.reader.check(deployed.address(one.owner), actors.sealedOf(one));
              const counts = await deployed.counts(one.owner, actors.sealedOf(one));
              expect(sealed.grant.kind).to.equal(counts ? "granted" : "none");
            }
          }
          await expectListings(deployed, actors, index.reader);
        } finally {
          await index.close();
        }
      }),
      { numRuns: 5 },
    );
    expect(skipped).to.be.at.least(5);
  });
});
