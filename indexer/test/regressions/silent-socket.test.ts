import { expect } from "chai";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

describe("a socket that is open but silent (ponder 2264)", () => {
  const given = tamperedIndex(({ wsUrl }) => ({
    ...{ rpcUrls: [wsUrl], staleAfterSeconds: 0.4, rpcTimeoutMs: 150 },
  }));

  it("makes the index stale, and it goes on by itself once the other side speaks again", async () => {
    const { deployed, proxy, index, one } = given();
    // Accepted, and never heard of again.
    proxy.tamper(({ method }) => (method === "eth_subscribe" ? { result: "0x1" } : undefined));
    const indexer = index.start();
    await deployed.grant(one);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    proxy.tamper(() => "silence");
    await deployed.revoke(one);
    await until(
      () => index.verdict(one),
      (verdict) => verdict === "stale granted",
    );
    proxy.tamper(undefined);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });
});
