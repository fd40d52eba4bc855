import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { ContradictionError, RpcError } from "../../src/errors.ts";
import { type DeployedChain, deployTo, newShareId } from "../harness/deployed-chain.ts";
import { type Answer, type RpcProxy, type Rule, startRpcProxy } from "../harness/rpc-proxy.ts";
import { openTestSource, type TestSource } from "../harness/test-source.ts";
import { until } from "../harness/until.ts";

const answering =
  (answer: Answer): Rule =>
  () =>
    answer;
const answeringTo =
  (method: string, answer: Answer): Rule =>
  (call) =>
    call.method === method ? answer : undefined;

const FAULTS: Record<string, Rule> = {
  "answers HTML": answering({ body: "<html>busy</html>" }),
  "answers HTML with status 502": answering({ body: "<html>bad gateway</html>", status: 502 }),
  "answers errors": answering({ error: { code: -32000, message: "no" } }),
  "answers null": answering({ result: null }),
  "answers with a number too large": answeringTo("eth_chainId", { result: `0x${"f".repeat(20)}` }),
  "answers in a batch": answering({ body: `[{"jsonrpc":"2.0","id":1,"result":"0x1"}]` }),
  "answers to another request": answering({ body: `{"jsonrpc":"2.0","id":999,"result":"0x1"}` }),
  "answers without end": answering({ body: "9".repeat(200_000) }),
  "asks to be left alone for long": answering({ body: "", status: 429, headers: { "retry-after": "30" } }),
  "goes silent": answering("silence"),
  "drops the connection": answering("drop"),
  "is of another chain": answeringTo("eth_chainId", { result: "0x1" }),
  "is without the contract": answeringTo("eth_getCode", { result: "0x" }),
  "has another block than was asked for": ({ method, params, result }) =>
    method === "eth_getBlockByNumber" && typeof result === "object" && params[0] !== "latest"
      ? { result: { ...result, number: "0x7fffff" } }
      : undefined,
  "gives logs of another contract": ({ method, result }) =>
    method === "eth_getLogs" && Array.isArray(result)
      ? { result: result.map((log: object) => ({ ...log, address: `0x${"ab".repeat(20)}` })) }
      : undefined,
};

describe("several endpoints", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let first: RpcProxy;
  let second: RpcProxy;
  let source: TestSource;
  before(async () => {
    chain = await startTestChain();
    deployed = await deployTo(chain);
    await deployed.grant({ owner: 0, grantee: 1, shareId: newShareId() });
  });
  after(() => chain.stop());
  beforeEach(async () => {
    [first, second] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
    source = openTestSource(deployed, [first.url, second.url]);
  });
  afterEach(async () => {
    source.close();
    await Promise.all([first.close(), second.close()]);
  });

  async function expectWhole(): Promise<void> {
    const head = await source.latestBlock();
    expect(head.number).to.equal(await chain.provider.getBlockNumber());
    expect(await source.blockAt(head.number)).to.deep.equal(head);
    expect(await source.logsOf(head)).to.have.length(1);
    expect(await source.logsBetween(deployed.deployBlock, head)).to.have.length(1);
    expect((await source.journalAt(head))?.seq).to.equal(1n);
  }

  it("the first is asked, and no other, as long as it answers", async () => {
    await source.confirmIdentity();
    await expectWhole();
    expect(second.calls()).to.equal(0);
    expect(source.of("switched")).to.deep.equal([]);
  });

  for (const [fault, rule] of Object.entries(FAULTS))
    it(`where the first ${fault}, the second is asked, and goes on being asked`, async () => {
      first.tamper(rule);
      await expectWhole();
      first.tamper(undefined);
      const asked = first.calls();
      await expectWhole();
      expect(first.calls()).to.equal(asked);
      expect(source.of("switched")).to.have.length(1);
      expect(source.of("switched")[0]).to.include({ from: first.host, to: second.host });
    });

  it("where the first is down, the second is asked", async () => {
    await first.close();
    await expectWhole();
    first = await startRpcProxy(chain.rpcUrl);
  });

  it("what is of another chain is never asked for more than its identity", async () => {
    first.tamper(FAULTS["is of another chain"]);
    await expectWhole();
    expect(first.calls()).to.equal(first.calls("eth_chainId"));
    const [contradiction] = source.of("contradiction");
    expect(contradiction?.host).to.equal(first.host);
    expect(contradiction?.reason).to.contain("chain 1, not of chain");
  });

  it("one that is taken over from is verified before it is asked for anything", async () => {
    await source.confirmIdentity();
    second.tamper(FAULTS["is of another chain"]);
    await first.close();
    const error = await source.latestBlock().catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(RpcError);
    expect(second.calls()).to.equal(second.calls("eth_chainId"));
    first = await startRpcProxy(chain.rpcUrl);
  });

  it("one that failed is verified anew before it is asked again", async () => {
    await source.confirmIdentity();
    first.tamper(answering("drop"));
    await source.latestBlock();
    first.tamper(FAULTS["is of another chain"]);
    second.tamper(answering("drop"));
    const asked = first.calls() - first.calls("eth_chainId");
    await until(
      () => source.latestBlock().then(() => "answered", String),
      (outcome) => outcome.includes("chain 1, not of chain") || outcome === "answered",
    );
    expect(first.calls() - first.calls("eth_chainId")).to.equal(asked);
  });

  it("only when each is of another chain or without the contract is that said of all", async () => {
    first.tamper(FAULTS["is of another chain"]);
    second.tamper(FAULTS["is without the contract"]);
    const error = await source.confirmIdentity().catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(ContradictionError);
    expect(String(error)).to.contain(first.host).and.to.contain("chain 1");
    expect(String(error)).to.contain(second.host).and.to.contain("no contract");
    // Both are left alone for a while: what is known of the one that is not asked still counts.
    await source.confirmIdentity().then(
      () => expect.fail("confirmed"),
      (failure: unknown) => expect(failure).to.be.instanceOf(ContradictionError),
    );
    second.tamper(undefined);
    await until(
      () => source.latestBlock().catch(() => undefined),
      (head) => head !== undefined,
    );
  });

  it("one that is wrong is told before it is needed", async () => {
    source.close();
    source = openTestSource(deployed, [first.url, second.url], { crossCheckMs: 1 });
    second.tamper(FAULTS["is of another chain"]);
    await until(
      async () => {
        await source.latestBlock();
        return source.of("contradiction");
      },
      ([told]) => told?.host === second.host,
    );
    expect(source.of("switched")).to.deep.equal([]);
  });

  it("one that asks for quiet, and that nobody stands in for, is given it", async () => {
    source.close();
    source = openTestSource(deployed, [first.url]);
    await source.latestBlock();
    const quietMs = 2_000;
    first.tamper(() => ({ body: "", status: 429, headers: { "retry-after": String(quietMs / 1_000) } }));
    await source.latestBlock().then(
      () => expect.fail("answered"),
      (error: unknown) => expect(error).to.include({ failure: "http", code: 429 }),
    );
    const refusedAtMs = performance.now();
    first.tamper(undefined);
    await source.latestBlock();
    expect(performance.now() - refusedAtMs).to.be.above(0.9 * quietMs);
  });

  it("all down: the error names each host", async () => {
    await Promise.all([first.close(), second.close()]);
    const error = await source.latestBlock().catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(RpcError).and.include({ failure: "unreachable" });
    expect(String(error)).to.contain(first.host).and.to.contain(second.host);
    [first, second] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
  });

  it("what is distrusted is left for the next", async () => {
    await source.latestBlock();
    source.distrust("the logs are not the contract's");
    const reason = "the logs are not the contract's";
    expect(source.of("contradiction")).to.deep.equal([{ kind: "contradiction", host: first.host, reason }]);
    const asked = first.calls();
    await expectWhole();
    expect(first.calls()).to.equal(asked);
    source.distrust("nor are these");
    await expectWhole();
    expect(first.calls()).to.be.above(asked);
  });

  it("one whose head stands still is left for the one that is ahead", async () => {
    source.close();
    source = openTestSource(deployed, [first.url, second.url], { crossCheckMs: 1 });
    const old = await source.latestBlock();
    const frozen: Rule = ({ method, params, result }) => {
      if (method === "eth_blockNumber") return { result: `0x${old.number.toString(16)}` };
      const isHead =
        method === "eth_getBlockByNumber" && params[0] === "latest" && typeof result === "object";
      return isHead
        ? { result: { ...result, number: `0x${old.number.toString(16)}`, hash: old.hash } }
        : undefined;
    };
    first.tamper(frozen);
    await chain.mine(3);
    await source.latestBlock();
    await until(
      () => Promise.resolve(second.calls("eth_blockNumber")),
      (calls) => calls > 0,
    );
    expect((await source.latestBlock()).number).to.equal(old.number);
    await chain.mine();
    await until(
      () => source.latestBlock(),
      ({ number }) => number === old.number + 4,
    );
    const [switched] = source.of("switched");
    expect(switched?.reason).to.contain("lags 4 blocks behind");
  });
});
