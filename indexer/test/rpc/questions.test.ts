import { fromHex, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { getAddress, keccak256 } from "ethers";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { ContradictionError, RpcError } from "../../src/errors.ts";
import { mayHold } from "../../src/rpc/check-bloom.ts";
import type { ChainSourceOptions } from "../../src/rpc/create-chain-source.ts";
import { type DeployedChain, deployTo, newShareId } from "../harness/deployed-chain.ts";
import { type RpcProxy, type Rule, startRpcProxy } from "../harness/rpc-proxy.ts";
import { openTestSource, type TestSource } from "../harness/test-source.ts";

const failureOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => "no failure",
    (reason: unknown) => reason,
  );

describe("what is asked of endpoints", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let first: RpcProxy;
  let second: RpcProxy;
  const opened: TestSource[] = [];
  before(async () => {
    chain = await startTestChain();
    deployed = await deployTo(chain);
    await deployed.grant({ owner: 0, grantee: 1, shareId: newShareId() });
  });
  after(() => chain.stop());
  beforeEach(async () => {
    [first, second] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
  });
  afterEach(async () => {
    for (const source of opened.splice(0)) source.close();
    await Promise.all([first.close(), second.close()]);
  });

  function open(urls: readonly [string, ...string[]], options: Partial<ChainSourceOptions> = {}): TestSource {
    const source = openTestSource(deployed, urls, options);
    opened.push(source);
    return source;
  }
  const one = (options: Partial<ChainSourceOptions> = {}) => open([first.url], options);
  const both = () => open([first.url, second.url]);

  it("code with another hash than configured is refused, and both are named", async () => {
    const code = await chain.provider.getCode(deployed.contract);
    await one({ codeHash: parseBytes32(keccak256(code)) }).confirmIdentity();
    const other = parseBytes32(`0x${"12".repeat(32)}`);
    const error = await failureOf(one({ codeHash: other }).confirmIdentity());
    expect(error).to.be.instanceOf(ContradictionError);
    expect(String(error)).to.contain(other).and.to.contain(keccak256(code));
  });

  it("the identity is asked anew each time it is to be confirmed", async () => {
    const source = one();
    await source.confirmIdentity();
    await source.latestBlock();
    expect(first.calls("eth_chainId")).to.equal(1);
    first.tamper(({ method }) => (method === "eth_chainId" ? { result: "0x1" } : undefined));
    expect(await failureOf(source.confirmIdentity())).to.be.instanceOf(ContradictionError);
  });

  it("a log that the block's bloom excludes is a contradiction", async () => {
    const head = await one().latestBlock();
    const empty = { ...head, logsBloom: `0x${"0".repeat(512)}` };
    const error = await failureOf(one().logsOf(empty));
    expect(error).to.be.instanceOf(ContradictionError);
    expect(String(error)).to.contain("bloom");
  });

  it("a log with a topic that the block's bloom excludes is a contradiction", async () => {
    const head = await one().latestBlock();
    first.tamper(({ method, result }) =>
      method === "eth_getLogs" && Array.isArray(result)
        ? { result: result.map((log: object) => ({ ...log, topics: [`0x${"12".repeat(32)}`] })) }
        : undefined,
    );
    const error = await failureOf(one().logsOf(head));
    expect(error).to.be.instanceOf(ContradictionError);
    expect(String(error)).to.contain("bloom").and.to.contain("0x1212");
  });

  it("the bloom of a real block holds its logs' address and topics, and not others", async () => {
    const source = one();
    const head = await source.latestBlock();
    const [log] = await source.logsOf(head);
    const bloom = fromHex(head.logsBloom);
    for (const value of [deployed.contract, ...(log?.topics ?? [])])
      expect(mayHold(bloom, value)).to.equal(true);
    const others = Array.from({ length: 20 }, (_, n) =>
      parseAddress(`0x${n.toString(16).padStart(40, "a")}`),
    );
    expect(others.some((address) => mayHold(bloom, address))).to.equal(false);
  });

  it("no log where the bloom may hold some is no contradiction: the journal decides", async () => {
    const source = one();
    const head = await source.latestBlock();
    first.tamper(({ method }) => (method === "eth_getLogs" ? { result: [] } : undefined));
    expect(await source.logsOf(head)).to.deep.equal([]);
  });

  it("logs with the address in another case are the contract's", async () => {
    const source = one();
    const head = await source.latestBlock();
    const spelled = getAddress(deployed.contract);
    expect(spelled).to.not.equal(deployed.contract);
    first.tamper(({ method, result }) =>
      method === "eth_getLogs" && Array.isArray(result)
        ? { result: result.map((log: object) => ({ ...log, address: spelled })) }
        : undefined,
    );
    expect((await source.logsOf(head))[0]?.address).to.equal(deployed.contract);
  });

  const noState: Rule = ({ method }) =>
    method === "eth_call" ? { error: { code: -32000, message: "missing trie node 1234" } } : undefined;
  const noBlock: Rule = ({ method }) => {
    if (method === "eth_call") return { error: { code: -32000, message: "header for hash not found" } };
    return method === "eth_getBlockByHash" ? { result: null } : undefined;
  };

  it("a state that the first no longer has is asked of the second", async () => {
    const source = both();
    const head = await source.latestBlock();
    first.tamper(noState);
    expect((await source.journalAt(head))?.seq).to.equal(1n);
  });

  it("a state that none has any more is undefined", async () => {
    const source = both();
    const head = await source.latestBlock();
    first.tamper(noState);
    second.tamper(noState);
    expect(await source.journalAt(head)).to.equal(undefined);
  });

  it("a block that the first does not have is asked of the second, and is absent where none has it", async () => {
    const source = both();
    const head = await source.latestBlock();
    first.tamper(noBlock);
    expect((await source.journalAt(head))?.seq).to.equal(1n);
    second.tamper(noBlock);
    expect(await failureOf(source.journalAt(head))).to.be.instanceOf(RpcError);
  });

  it("the journal of a block that the endpoint no longer has is absent, asked by number or by hash", async () => {
    const source = one();
    const head = await source.latestBlock();
    first.tamper(({ method, params, result }) => {
      if (method === "eth_call" && typeof params[1] === "object")
        return { error: { code: -32602, message: "invalid params" } };
      return method === "eth_getBlockByNumber" && typeof result === "object"
        ? { result: { ...result, hash: `0x${"12".repeat(32)}` } }
        : undefined;
    });
    expect(await failureOf(source.journalAt(head))).to.include({ failure: "absent" });
    first.tamper(({ method, result }) => {
      if (method === "eth_call") return { error: { code: -32000, message: "header for hash not found" } };
      return method === "eth_getBlockByHash" && typeof result === "object"
        ? { result: { ...result, hash: `0x${"12".repeat(32)}` } }
        : undefined;
    });
    expect(await failureOf(source.journalAt(head))).to.include({ failure: "absent" });
  });

  it("a block below the head that the first showed, and now does not have, is asked of the second", async () => {
    const source = both();
    const head = await source.latestBlock();
    first.tamper(({ method }) => (method === "eth_getBlockByNumber" ? { result: null } : undefined));
    expect((await source.blockAt(head.number - 1))?.number).to.equal(head.number - 1);
  });

  it("a block above the head is undefined, and no fault", async () => {
    const source = both();
    const head = await source.latestBlock();
    expect(await source.blockAt(head.number + 5)).to.equal(undefined);
    expect(second.calls()).to.equal(0);
  });

  const TOO_MUCH = {
    "range-too-large": { code: -32005, message: "query returned more than 10000 results" },
    refused: { code: -32000, message: "no" },
  };
  for (const [failure, error] of Object.entries(TOO_MUCH))
    it(`a range that is ${failure} is the caller's to make smaller: no other endpoint is asked`, async () => {
      const source = both();
      const head = await source.latestBlock();
      first.tamper(({ method }) => (method === "eth_getLogs" ? { error } : undefined));
      expect(await failureOf(source.logsBetween(1, head))).to.include({ failure });
      expect(second.calls()).to.equal(0);
      // A single block cannot be made smaller.
      expect(await source.logsBetween(head.number, head)).to.have.length(1);
    });

  it("a busy endpoint is asked again when it says so", async () => {
    let busy = 2;
    first.tamper(() =>
      busy-- > 0 ? { body: "busy", status: 429, headers: { "retry-after": "0" } } : undefined,
    );
    await one().latestBlock();
    expect(first.calls("eth_chainId")).to.equal(3);
  });

  it("an error object under a status of its own is read", async () => {
    const source = one();
    const head = await source.latestBlock();
    const body = JSON.stringify({ id: null, error: { code: -32600, message: "block range is too wide" } });
    first.tamper(({ method }) => (method === "eth_getLogs" ? { body, status: 400 } : undefined));
    expect(await failureOf(source.logsBetween(1, head))).to.include({ failure: "range-too-large" });
  });

  const echo: Rule = ({ method }) => ({
    error: { code: -32000, message: `${method}: the key s3cretk3y of user s3cretname is unknown` },
  });
  for (const rule of [
    echo,
    () => "drop",
    () => "silence",
    () => ({ body: "", status: 401 }),
  ] satisfies Rule[])
    it("nothing that is reported or thrown holds more of a URL than its host", async () => {
      first.tamper(rule);
      second.tamper(rule);
      const [http, ws] = [
        first.url.replace("//", "//s3cretname:s3cretpass@") + "/v3/s3cretk3y?token=s3crettoken",
        second.wsUrl.replace("//", "//s3cretname:s3cretpass@") + "/v3/s3cretk3y?token=s3crettoken",
      ];
      const source = open([http, ws]);
      const error = await failureOf(source.latestBlock());
      expect(error).to.be.instanceOf(RpcError);
      expect(String(error)).to.contain(first.host).and.to.contain(second.host);
      source.distrust("a test");
      const told = JSON.stringify([source.events, String(error), error instanceof Error ? error.stack : ""]);
      expect(told).to.not.match(/s3cret/);
    });

  it("a name and a password in the URL are sent as such", async () => {
    const source = open([first.url.replace("//", "//name:pass@")]);
    await source.latestBlock();
    expect(first.authorization()).to.equal(`Basic ${Buffer.from("name:pass").toString("base64")}`);
  });

  it("what is given in place of HTTP is asked in its place", async () => {
    const asked: string[] = [];
    const source = one({
      transport: (url) => (method) => {
        asked.push(`${url} ${method}`);
        return Promise.resolve("0x1");
      },
    });
    expect(String(await failureOf(source.confirmIdentity()))).to.contain("chain 1");
    expect(asked).to.deep.equal([`${first.url} eth_chainId`]);
  });
});
