import type { Address } from "@idos/protocol";
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

  /** Both sides' lists must show exactly what counts. */
  async function expectListings(deployed: DeployedChain, actors: Actors, reader: GrantIndexReader) {
    const standing: { owner: Address; grantee?: Address; line: string }[] = [];
    for (const one of actors.grants) {
      const [owner, grantee] = [deployed.address(one.owner), deployed.address(one.grantee)];
      if (await deployed.isGranted(one))
        standing.push({ owner, grantee, line: `${owner} ${deployed.handle(one)} granted` });
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
      const listed = await allOf((page) => reader.grantsTo(grantee, page));
      // A handle that was public once is listed while it is sealed anew, since everybody knows it.
      expect(listed.filter((line) => expected.includes(line))).to.deep.equal(expected.sort());
      expect(listed.every((line) => standing.some((grant) => grant.line === line))).to.equal(true);
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
