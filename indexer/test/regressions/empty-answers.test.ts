import { expect } from "chai";
import type { GrantIndex } from "../../src/grant-index.ts";
import type { Rule } from "../harness/rpc-proxy.ts";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

const HASH = /"(0x[0-9a-f]{64})"/;

/** What a server says of a block that it does not know, and of no other, once `unknown` resolved. */
function forgets(isUnknown: (hash: string) => boolean, unknown: Promise<unknown>): Rule {
  return async ({ method, params }) => {
    const hash = HASH.exec(JSON.stringify(params))?.[1];
    if (hash === undefined || !isUnknown(hash)) return undefined;
    await unknown;
    if (method === "eth_getLogs") return { result: [] };
    if (method === "eth_getBlockByHash") return { result: null };
    return { error: { code: -32000, message: "header not found" } };
  };
}

describe("[] in place of a block's logs", () => {
  const given = tamperedIndex(() => ({}));
  let committed: string[];
  beforeEach(() => {
    committed = [];
  });
  const recorded = (real: GrantIndex): GrantIndex => ({
    ...real,
    commitBlock(from, to, changes, transactions) {
      committed.push(to.hash);
      return real.commitBlock(from, to, changes, transactions);
    },
  });

  it("from a backend that lags behind the one of the head (go-ethereum 24078, subql 1999) is not believed", async () => {
    const { chain, deployed, proxy, index, one } = given();
    const indexer = index.start({}, { index: recorded });
    await deployed.grant(one);
    await indexer.caughtUp();
    proxy.tamper(forgets((hash) => !committed.includes(hash), Promise.resolve()));
    const revokedAt = await deployed.revoke(one);
    const lagging = (await chain.provider.getBlock(revokedAt))?.hash ?? "";
    const asked = proxy.calls("eth_getLogs");
    await until(
      () => Promise.resolve(committed.includes(lagging) || proxy.calls("eth_getLogs") > asked + 3),
      (done) => done,
    );
    expect(committed).to.not.include(lagging);
    proxy.tamper(undefined);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });

  it("for the hash of a block that was orphaned meanwhile (besu 8007, reth 7371) is not believed", async () => {
    const { chain, deployed, proxy, index, one } = given();
    const indexer = index.start({}, { index: recorded });
    await deployed.grant(one);
    await indexer.caughtUp();
    const before = await chain.snapshot();
    const orphaned = Promise.withResolvers<undefined>();
    let orphan: string | undefined;
    const isFirst = (hash: string): boolean => (orphan ??= hash) === hash;
    proxy.tamper(forgets(isFirst, orphaned.promise));
    const revokedAt = await deployed.revoke(one);
    const revoking = await chain.provider.getBlock(revokedAt);
    await until(
      () => Promise.resolve(orphan),
      (hash) => hash !== undefined,
    );
    await chain.revert(before);
    await chain.mine(2);
    orphaned.resolve(undefined);
    await indexer.caughtUp();
    expect(orphan).to.equal(revoking?.hash);
    expect(committed).to.not.include(orphan);
    expect(await index.verdict(one)).to.equal("ready granted");
  });
});
