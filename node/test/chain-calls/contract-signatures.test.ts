import { connectRedis } from "@idos/indexer";
import { isBytes32, parseAddress, ProblemError } from "@idos/protocol";
import { expect } from "chai";
import { hashMessage, Wallet } from "ethers";
import { deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { until } from "../../../indexer/test/harness/until.ts";
import { type Answer, type RpcProxy, startRpcProxy } from "../../../indexer/test/harness/rpc-proxy.ts";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import type { ContractSignature } from "../../src/access/contract-signatures.ts";
import {
  type ContractAccounts,
  reachContractAccounts,
} from "../../src/chain-calls/reach-contract-accounts.ts";
import { redisAttempts } from "../../src/redis/redis-attempts.ts";
import { deployAccount } from "../harness/contract-account.ts";

const MESSAGE = "a message";

describe("asking a chain about a contract account's signature", () => {
  let chain: TestChain;
  let redis: ReturnType<typeof connectRedis>;
  let first: RpcProxy;
  let second: RpcProxy;
  let accounts: ContractAccounts;
  let question: ContractSignature;
  before(async () => {
    chain = await startTestChain();
    const { contract } = await deployTo(chain);
    const { url, prefix } = await testRedis();
    redis = connectRedis(url, () => undefined);
    [first, second] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
    const reachable = { rpcUrls: [first.url, second.url], chainId: chain.chainId, contract };
    accounts = reachContractAccounts([reachable], redisAttempts(redis, prefix));
  });
  after(async () => {
    accounts.close();
    redis.disconnect();
    await Promise.all([first.close(), second.close()]);
    await chain.stop();
  });
  beforeEach(async () => {
    const key = new Wallet(Wallet.createRandom().privateKey);
    const account = parseAddress(await deployAccount(chain, "KeyedAccount", key.address));
    const [digest, signature] = [hashMessage(MESSAGE), await key.signMessage(MESSAGE)];
    if (!isBytes32(digest)) throw new Error("a digest is 32 bytes");
    question = { chainId: chain.chainId, account, digest, signature, again: false };
  });
  afterEach(() => {
    for (const endpoint of [first, second]) endpoint.tamper(undefined);
  });

  const tamper = (endpoints: readonly RpcProxy[], answer: Answer): void => {
    for (const endpoint of endpoints)
      endpoint.tamper(({ method }) => (method === "eth_call" ? answer : undefined));
  };
  const ask = async (changes: Partial<ContractSignature> = {}): Promise<boolean | string> => {
    try {
      return await accounts.signatures.isValid({ ...question, ...changes });
    } catch (error) {
      if (error instanceof ProblemError) return error.code;
      throw error;
    }
  };

  it("gets the account's own word", async () => {
    expect(await ask()).to.equal(true);
    expect(await ask({ signature: `0x${"11".repeat(65)}` })).to.equal(false);
  });

  const undecided: Readonly<Record<string, Answer>> = {
    silence: "silence",
    "an error": { error: { code: -32000, message: "busy" } },
    "neither yes nor no": { result: "0x02" },
    "yes and more": { result: `0x01${"00".repeat(31)}` },
    nothing: { result: "0x" },
  };
  for (const [what, answer] of Object.entries(undecided))
    it(`says nothing where every endpoint answers with ${what}`, async () => {
      tamper([first, second], answer);
      expect(await ask()).to.equal("DEPENDENCY_UNAVAILABLE");
    });

  it("goes to another endpoint where one is silent", async () => {
    tamper([first], "silence");
    // On a busy machine the other one's answer may come too late, which is no answer; only it can say yes.
    await until(ask, (answer) => answer === true);
  });

  it("knows nothing of a chain that the node does not follow", async () => {
    expect(await ask({ chainId: chain.chainId + 1 })).to.equal(false);
  });

  it("asks a question that many ask at once only once, and counts no question that is asked again", async () => {
    const before = first.calls("eth_call") + second.calls("eth_call");
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask()));
    expect(answers).to.deep.equal(Array(12).fill(true));
    expect(first.calls("eth_call") + second.calls("eth_call") - before).to.equal(1);
    for (let attempt = 0; attempt < 40; attempt++) expect(await ask({ again: true })).to.equal(true);
    expect(await ask()).to.equal(true);
  });

  it("asks about one account so often, while others are asked about", async () => {
    const wrong = { signature: `0x${"22".repeat(65)}` };
    for (let attempt = 0; attempt < 30; attempt++) expect(await ask(wrong)).to.equal(false);
    expect(await ask()).to.equal("LIMIT_REACHED");
    expect(await ask({ again: true })).to.equal(true);
    expect(await ask({ account: parseAddress(`0x${"ab".repeat(20)}`) })).to.equal(false);
  });
});
