import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { RpcError } from "../../src/errors.ts";
import { type DeployedChain, deployTo, newShareId } from "../harness/deployed-chain.ts";
import { type RpcProxy, type Rule, startRpcProxy } from "../harness/rpc-proxy.ts";
import { openTestSource, type TestSource } from "../harness/test-source.ts";
import { until } from "../harness/until.ts";

const NEVER_MS = 3_600_000;

describe("an endpoint by WebSocket", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let proxy: RpcProxy;
  let other: RpcProxy;
  let source: TestSource;
  const stopping = new AbortController();
  before(async () => {
    chain = await startTestChain();
    deployed = await deployTo(chain);
    await deployed.grant({ owner: 0, grantee: 1, shareId: newShareId() });
  });
  after(() => chain.stop());
  beforeEach(async () => {
    [proxy, other] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
    source = openTestSource(deployed, [proxy.wsUrl], { pollIntervalMs: NEVER_MS });
  });
  afterEach(async () => {
    source.close();
    await Promise.all([proxy.close(), other.close()]);
  });

  const subscribed = () =>
    until(
      () => Promise.resolve(proxy.calls("eth_subscribe")),
      (calls) => calls > 0,
    );

  it("answers every question", async () => {
    await source.confirmIdentity();
    const head = await source.latestBlock();
    expect(head.number).to.equal(await chain.provider.getBlockNumber());
    expect(await source.blockAt(head.number)).to.deep.equal(head);
    expect(await source.taggedBlock("finalized")).to.deep.equal(head);
    expect(await source.logsOf(head)).to.have.length(1);
    expect((await source.journalAt(head))?.seq).to.equal(1n);
    expect(await source.blockAt(head.number + 1)).to.equal(undefined);
  });

  it("wakes who waits for a head, long before the poll", async () => {
    const { number } = await source.latestBlock();
    await subscribed();
    await until(
      async () => {
        const woken = source.nextHead(stopping.signal);
        await chain.mine();
        await woken;
        return source.latestBlock();
      },
      (head) => head.number > number,
    );
  });

  it("a head that came before anybody waited is not waited for", async () => {
    await source.latestBlock();
    await subscribed();
    await chain.mine(2);
    await source.nextHead(stopping.signal);
  });

  it("a subscription that stays silent leaves polling", async () => {
    source.close();
    source = openTestSource(deployed, [proxy.wsUrl], { pollIntervalMs: 20 });
    proxy.tamper(({ method }) => (method === "eth_subscribe" ? { result: "0x1" } : undefined));
    const { number } = await source.latestBlock();
    await chain.mine();
    await source.nextHead(stopping.signal);
    expect((await source.latestBlock()).number).to.equal(number + 1);
  });

  it("without subscriptions it is polled", async () => {
    source.close();
    source = openTestSource(deployed, [proxy.wsUrl], { pollIntervalMs: 20 });
    const none: Rule = ({ method }) =>
      method === "eth_subscribe" ? { error: { code: -32601, message: "no such method" } } : undefined;
    proxy.tamper(none);
    await source.latestBlock();
    await source.nextHead(stopping.signal);
  });

  it("is connected to again, and subscribed to again, after the connection broke", async () => {
    await source.latestBlock();
    await subscribed();
    proxy.drop();
    await until(
      () => source.latestBlock().catch(() => undefined),
      (head) => head !== undefined,
    );
    await until(
      () => Promise.resolve(proxy.calls("eth_subscribe")),
      (calls) => calls === 2,
    );
  });

  it("is connected to anew after a question that it left without a word", async () => {
    await source.latestBlock();
    await subscribed();
    proxy.tamper(() => "silence");
    expect(await source.latestBlock().catch((error: unknown) => error)).to.be.instanceOf(RpcError);
    proxy.tamper(undefined);
    await source.latestBlock();
    await until(
      () => Promise.resolve(proxy.calls("eth_subscribe")),
      (calls) => calls === 2,
    );
  });

  it("that is open but silent is left for another one", async () => {
    source.close();
    source = openTestSource(deployed, [proxy.wsUrl, other.url]);
    await source.latestBlock();
    proxy.tamper(() => "silence");
    await chain.mine();
    expect((await source.latestBlock()).number).to.equal(await chain.provider.getBlockNumber());
    expect(source.of("switched")).to.have.length(1);
  });

  const unfit: Record<string, { rule: Rule; failure: string }> = {
    "answers without end": { rule: () => ({ body: "9".repeat(200_000) }), failure: "unreachable" },
    "answers HTML": { rule: () => ({ body: "<html></html>" }), failure: "malformed" },
    "answers a request that nobody made": {
      rule: () => ({ body: `{"jsonrpc":"2.0","id":99,"result":"0x1"}` }),
      failure: "malformed",
    },
    refuses: { rule: () => ({ error: { code: -32000, message: "no" } }), failure: "refused" },
    "drops the connection": { rule: () => "drop", failure: "unreachable" },
    "goes silent": { rule: () => "silence", failure: "timeout" },
  };
  for (const [what, { rule, failure }] of Object.entries(unfit))
    it(`that ${what} gives "${failure}", and recovers`, async () => {
      await source.latestBlock();
      proxy.tamper(rule);
      const error = await source.latestBlock().catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RpcError).and.include({ failure });
      proxy.tamper(undefined);
      await source.latestBlock();
    });

  it("logs that are too large say so", async () => {
    const head = await source.latestBlock();
    proxy.tamper(({ method }) => (method === "eth_getLogs" ? { body: "9".repeat(200_000) } : undefined));
    const error = await source.logsBetween(1, head).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RpcError).and.include({ failure: "too-large" });
  });

  it("waiting ends with the signal", async () => {
    const controller = new AbortController();
    const waiting = source.nextHead(controller.signal).catch((reason: unknown) => reason);
    controller.abort(new Error("stopped"));
    expect(String(await waiting)).to.contain("stopped");
  });
});
