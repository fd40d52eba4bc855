import { EVENT_TOPICS } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { type Answer, type RpcCall, type RpcProxy, startRpcProxy } from "./harness/rpc-proxy.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

type Rule = (call: RpcCall) => Answer | undefined;
const logsSchema = z.array(z.looseObject({ topics: z.array(z.string()), logIndex: z.string() }));

/** Changes the logs of each answer that holds some. */
function onLogs(change: (logs: z.output<typeof logsSchema>) => unknown[]): Rule {
  return ({ method, result }) => {
    const logs = method === "eth_getLogs" ? logsSchema.parse(result) : [];
    return logs.length === 0 ? undefined : { result: change(logs) };
  };
}

const changeFirst = (change: object): Rule =>
  onLogs(([first, ...rest]) => [{ ...first, ...change }, ...rest]);
const hash = (digit: string): string => `0x${digit.repeat(64)}`;

/** Each would hide or forge the revocation if it were believed. */
const LIES: Record<string, { rule: Rule; state: "unhealthy" | "stale" }> = {
  "omits every log, as one that lags (go-ethereum 24078, subql 1999),": {
    rule: onLogs(() => []),
    state: "unhealthy",
  },
  "omits some logs (hyperindex 1498, graph-node 3891)": {
    rule: onLogs((logs) => logs.filter(({ topics }) => topics[0] !== EVENT_TOPICS.revoked)),
    state: "unhealthy",
  },
  "gives logs twice": { rule: onLogs((logs) => [...logs, ...logs]), state: "unhealthy" },
  "gives a log of another contract": {
    rule: changeFirst({ address: `0x${"ab".repeat(20)}` }),
    state: "unhealthy",
  },
  "gives a log of another block (nethermind 4384)": {
    rule: changeFirst({ blockHash: hash("3") }),
    state: "unhealthy",
  },
  "gives a log of another height": { rule: changeFirst({ blockNumber: "0x1" }), state: "unhealthy" },
  "gives a log of an unknown event": { rule: changeFirst({ topics: [hash("5")] }), state: "unhealthy" },
  "gives a log with another share": {
    rule: onLogs((logs) => logs.map((log) => ({ ...log, topics: [...log.topics.slice(0, 3), hash("7")] }))),
    state: "unhealthy",
  },
  "gives a removed log": { rule: changeFirst({ removed: true }), state: "stale" },
  "answers HTML": { rule: () => ({ body: "<html>busy</html>" }), state: "stale" },
  "answers HTML with status 502": {
    rule: () => ({ body: "<html>bad gateway</html>", status: 502 }),
    state: "stale",
  },
  "answers errors": { rule: () => ({ error: { code: -32000, message: "no" } }), state: "stale" },
  "answers null": { rule: () => ({ result: null }), state: "stale" },
  "answers without end": { rule: () => ({ body: "9".repeat(200_000) }), state: "stale" },
  "goes silent": { rule: () => "silence", state: "stale" },
};

describe("a hostile RPC", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let proxy: RpcProxy;
  let index: TestIndex;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    proxy = await startRpcProxy(chain.rpcUrl);
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    index = openTestIndex(deployed, await testRedis(), {
      ...{ rpcUrls: [proxy.url], staleAfterSeconds: 0.4, rpcTimeoutMs: 150, rpcResponseBytesMax: 100_000 },
    });
  });
  afterEach(async () => {
    await index.close();
    await proxy.close();
  });

  for (const [lie, { rule, state }] of Object.entries(LIES)) {
    it(`that ${lie} makes the index ${state}, never wrong; it recovers by itself`, async () => {
      const indexer = index.start();
      await deployed.grant(one);
      await chain.mine(2);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      proxy.tamper(rule);
      const revokedAt = await deployed.revoke(one);
      await until(
        () => index.check(one),
        ({ grant, status }) => {
          const wrong = grant.kind === "granted" && status.decidedAt.blockNumber >= revokedAt;
          if (wrong) throw new Error("allowed at or after the revocation's block");
          return status.state === state;
        },
      );
      proxy.tamper(undefined);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
      expect((await index.reader.status()).reason).to.equal(undefined);
    });
  }

  for (const liveBlocks of [0, 64]) {
    it(`that omits a log from history (hyperindex 1498, graph-node 3891) is noticed, with the last ${liveBlocks} blocks read singly`, async () => {
      await deployed.grant(one);
      await deployed.revoke(one);
      await chain.mine(3);
      proxy.tamper(onLogs((logs) => logs.filter(({ topics }) => topics[0] !== EVENT_TOPICS.revoked)));
      const indexer = index.start({ liveBlocks });
      await until(
        () => index.reader.status(),
        ({ state }) => state === "unhealthy",
      );
      proxy.tamper(undefined);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
    });
  }

  it("of another chain is refused, with the reason in the status", async () => {
    const indexer = index.start();
    await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    await indexer.stop();
    proxy.tamper(({ method }) => (method === "eth_chainId" ? { result: "0x1" } : undefined));
    const again = index.start();
    const { reason } = await until(
      () => index.reader.status(),
      ({ state }) => state === "unhealthy",
    );
    expect(reason).to.contain("chain 1");
    proxy.tamper(undefined);
    await again.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("without the contract is refused, also before there is an index", async () => {
    proxy.tamper(({ method }) => (method === "eth_getCode" ? { result: "0x" } : undefined));
    const indexer = index.start();
    const { reason } = await until(
      () => index.reader.status(),
      ({ state }) => state === "unhealthy",
    );
    expect(reason).to.contain("no contract");
    proxy.tamper(undefined);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });

  it("that limits ranges is asked for smaller ones", async () => {
    for (let n = 0; n < 6; n++) await deployed.grant({ ...one, shareId: newShareId() });
    const rangeSchema = z.tuple([z.object({ fromBlock: z.string(), toBlock: z.string() })]);
    proxy.tamper(({ method, params }) => {
      if (method !== "eth_getLogs") return undefined;
      const [{ fromBlock, toBlock }] = rangeSchema.parse(params);
      if (Number(toBlock) - Number(fromBlock) < 2) return undefined;
      return { error: { code: -32005, message: "query returned more than 2 blocks" } };
    });
    const indexer = index.start({ liveBlocks: 0 });
    await indexer.caughtUp();
    expect((await index.reader.status()).seq).to.equal(6n);
  });

  it("that goes silent amid the history leaves the index backfilling, and not ready", async () => {
    await chain.mine();
    // No range holds more than one event: one of them ends here.
    const grantedAt = await deployed.grant(one);
    await deployed.revoke(one);
    await chain.mine(4);
    const firstSchema = z.tuple([z.object({ fromBlock: z.string() })]);
    proxy.tamper(({ method, params }) => {
      if (method !== "eth_getLogs") return undefined;
      return Number(firstSchema.parse(params)[0].fromBlock) > grantedAt ? "silence" : undefined;
    });
    const settings = { rpcUrls: [proxy.url], rpcTimeoutMs: 150, finality: 0 };
    await index.close();
    index = openTestIndex(deployed, await testRedis(), settings);
    const indexer = index.start({ liveBlocks: 0, rangeBlocks: 1, rangeEventsMax: 1 });
    const { status, grant } = await until(
      () => index.check(one),
      (check) => check.status.decidedAt.blockNumber === grantedAt,
    );
    expect(grant.kind).to.equal("granted");
    expect(status.state).to.equal("backfilling");
    proxy.tamper(undefined);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });

  for (const liveBlocks of [0, 64])
    it(`that lost the state of old blocks delays the proof to the newest one, ${liveBlocks} read singly`, async () => {
      const grants = Array.from({ length: 6 }, () => ({ ...one, shareId: newShareId() }));
      const callSchema = z.tuple([z.unknown(), z.object({ blockHash: z.string() })]);
      const prune = async (): Promise<void> => {
        const head = await chain.provider.getBlock("latest");
        proxy.tamper(({ method, params }) => {
          if (method !== "eth_call" || callSchema.parse(params)[1].blockHash === head?.hash) return undefined;
          return { error: { code: -32000, message: "missing trie node" } };
        });
      };
      for (const grant of grants) await deployed.grant(grant);
      await prune();
      const first = index.start({ liveBlocks, rangeBlocks: 2 });
      await first.caughtUp();
      expect((await index.reader.status()).seq).to.equal(6n);
      await first.stop();
      for (const grant of grants) await deployed.revoke(grant);
      await prune();
      const faults: string[] = [];
      const again = index.start(
        { liveBlocks, rangeBlocks: 2 },
        {
          index: (real) => ({
            ...real,
            markFault(reason) {
              faults.push(reason);
              return real.markFault(reason);
            },
          }),
        },
      );
      await again.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
      expect((await index.reader.status()).seq).to.equal(12n);
      // Ranges are hidden anyway.
      expect(faults.filter((reason) => reason.includes("cannot be proved before the head")).length).to.equal(
        liveBlocks === 0 ? 0 : 1,
      );
    });

  it("without EIP-1898 is asked by number", async () => {
    await deployed.grant(one);
    proxy.tamper(({ method, params }) =>
      method === "eth_call" && typeof params[1] === "object"
        ? { error: { code: -32602, message: "invalid argument 1: hex string expected" } }
        : undefined,
    );
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready unconfirmed");
  });
});

describe("an RPC that goes away", () => {
  it("leaves the index ready for the allowed staleness, then stale, and it recovers by itself", async () => {
    const chain = await startTestChain();
    const deployed = await deployTo(chain);
    const index = openTestIndex(deployed, await testRedis(), { staleAfterSeconds: 1 });
    try {
      const one = { owner: 0, grantee: 1, shareId: newShareId() };
      const indexer = index.start();
      await deployed.grant(one);
      await chain.mine(2);
      await indexer.caughtUp();
      await chain.stopRpc();
      const { status } = await until(
        () => index.check(one),
        (check) => check.status.secondsSinceHead > 0.3,
      );
      expect(status.state).to.equal("ready");
      expect(await index.verdict(one)).to.equal("ready granted");
      const stale = await until(
        () => index.reader.status(),
        ({ state }) => state === "stale",
      );
      expect(stale.secondsSinceHead).to.be.above(1);
      await chain.startRpc();
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
    } finally {
      await index.close();
      await chain.stop();
    }
  });
});
