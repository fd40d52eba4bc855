import { PATHS, SCOPES, type SignIn, TIMES } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type Actor, type ActorWallet, createActor } from "../harness/actor.ts";
import {
  contractWallet,
  counterfactualWallet,
  delegateCode,
  deployAccount,
  setKeyCall,
  withCall,
} from "../harness/contract-account.ts";
import { type Answer, get, jsonRequest } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import {
  foundingLink,
  keyBinding,
  randomId,
  signedInProvider,
  succeeded,
  type User,
} from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

const newKey = (): Wallet => new Wallet(Wallet.createRandom().privateKey);

describe("a contract account at a node", () => {
  let node: TestNode;
  let provider: Actor;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
  });
  after(() => node.stop());
  afterEach(() => {
    node.clock.aheadMs = 0;
  });

  const keyed = async (key = newKey()): Promise<ActorWallet> =>
    contractWallet(await deployAccount(node.deployed.chain, "KeyedAccount", key.address), key);
  const signIn = async (wallet: ActorWallet, changes: Partial<SignIn> = {}): Promise<string> => {
    const actor = await createActor(node, wallet);
    return (await actor.signIn(SCOPES, { signIn: changes })).outcome;
  };
  const asUser = async (wallet: ActorWallet): Promise<User> => {
    const actor = await createActor(node, wallet);
    const founding = await foundingLink(node, wallet, { chainId: node.deployed.chain.chainId });
    succeeded(await provider.request(jsonRequest("POST", PATHS.users, founding)));
    succeeded(await actor.signIn());
    return { ...actor, userId: founding.link.userId };
  };
  const setKey = async (account: string, key: string): Promise<void> => {
    const sent = await node.deployed.chain.account(7).sendTransaction({ to: account, data: setKeyCall(key) });
    await sent.wait();
  };

  describe("that is deployed (ERC-1271)", () => {
    it("has a user, a key binding, records and shares like any other", async () => {
      const alice = await asUser(await keyed());
      const binding = await keyBinding(node, alice);
      succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, binding)));
      const version = await store(node, alice);
      succeeded(await alice.request(await putShare(node, randomId(), alice, provider.account, [version])));
      succeeded(await alice.request(get(PATHS.record(version.header.record))));
    });

    it("does not found a user by a link that names no chain", async () => {
      const wallet = await keyed();
      const founding = await foundingLink(node, wallet);
      const answer = await provider.request(jsonRequest("POST", PATHS.users, founding));
      expect(answer.outcome).to.equal("422 ACCOUNT_LINK_INVALID");
    });

    it("is nobody else's", async () => {
      const { address } = await keyed();
      expect(await signIn(contractWallet(address, newKey()))).to.equal("401 SIGNATURE_INVALID");
    });

    it("is nobody's where the contract does not speak ERC-1271, or spends all gas", async () => {
      for (const name of ["SilentAccount", "BurningAccount"] as const) {
        const address = await deployAccount(node.deployed.chain, name);
        expect(await signIn(contractWallet(address, newKey())), name).to.equal("401 SIGNATURE_INVALID");
      }
    });

    it("is not changed, before it is asked, by a call that comes with the signature", async () => {
      const thief = newKey();
      const address = await deployAccount(node.deployed.chain, "RekeyedAccount", newKey().address);
      const call = setKeyCall(thief.address);
      const wallet = contractWallet(address, thief, (signature) => withCall(address, call, signature));
      expect(await signIn(wallet)).to.equal("401 SIGNATURE_INVALID");
    });
  });

  describe("that is not deployed yet (ERC-6492)", () => {
    it("signs in with the call that would deploy it, and is not deployed by that", async () => {
      const wallet = await counterfactualWallet(node.deployed.chain, newKey());
      await asUser(wallet);
      expect(await node.deployed.chain.provider.getCode(wallet.address)).to.equal("0x");
    });

    it("is nobody else's, and nobody's without that call", async () => {
      const key = newKey();
      const wallet = await counterfactualWallet(node.deployed.chain, key);
      expect(await signIn(contractWallet(wallet.address, key))).to.equal("401 SIGNATURE_INVALID");
      const other = await counterfactualWallet(node.deployed.chain, newKey());
      expect(await signIn({ ...other, address: wallet.address })).to.equal("401 SIGNATURE_INVALID");
    });

    it("is refused for a mark without its form", async () => {
      const mark = "6492".repeat(16);
      const wallet = contractWallet(newKey().address, newKey(), () => `0x1234${mark}`);
      expect(await signIn(wallet)).to.equal("401 SIGNATURE_INVALID");
    });
  });

  describe("that is a key's, which delegates its code (EIP-7702)", () => {
    it("is its key's where the delegate is silent, and that key's too where the delegate knows one", async () => {
      const [key, other] = [newKey(), newKey()];
      const { chain } = node.deployed;
      await delegateCode(chain, key, await deployAccount(chain, "SilentAccount"));
      expect(await signIn(key)).to.equal("201");
      expect(await signIn(contractWallet(key.address, other))).to.equal("401 SIGNATURE_INVALID");
      await delegateCode(chain, key, await deployAccount(chain, "KeyedAccount", other.address));
      expect(await signIn(key)).to.equal("201");
      expect(await signIn(contractWallet(key.address, other))).to.equal("201");
    });
  });

  describe("while its chain does not answer", () => {
    before(() => node.deployed.chain.stopRpc());
    after(() => node.deployed.chain.startRpc());

    it("is not let in, while accounts of keys are", async () => {
      const stranger = contractWallet(newKey().address, newKey());
      expect(await signIn(stranger)).to.equal("503 DEPENDENCY_UNAVAILABLE");
      expect(await signIn(newKey())).to.equal("201");
    });
  });

  describe("in a session", () => {
    const me = get(PATHS.me);
    const rekeyed = async (): Promise<{ user: User; key: Wallet }> => {
      const key = newKey();
      const address = await deployAccount(node.deployed.chain, "RekeyedAccount", key.address);
      return { user: await asUser(contractWallet(address, key)), key };
    };
    const outcome = async (answering: Promise<Answer>): Promise<string> => (await answering).outcome;

    it("has an hour at most, where a key has a day", async () => {
      const issuedAt = new Date();
      const after = (seconds: number) => new Date(issuedAt.getTime() + seconds * 1000);
      const changes = { issuedAt, expirationTime: after(TIMES.contractSessionTtlSecondsMax + 1) };
      expect(await signIn(await keyed(), changes)).to.equal("401 SIGN_IN_EXPIRED");
      expect(await signIn(newKey(), changes)).to.equal("201");
    });

    it("ends within ten minutes of the contract's no longer calling it its own", async () => {
      const { user } = await rekeyed();
      await setKey(user.account, newKey().address);
      expect(await outcome(user.request(me)), "not asked yet").to.equal("200");
      node.clock.aheadMs = (TIMES.contractRecheckSeconds + 1) * 1000;
      expect(await outcome(user.request(me))).to.equal("401 SESSION_UNKNOWN");
      node.clock.aheadMs = 0;
      expect(await outcome(user.request(me)), "for good").to.equal("401 SESSION_UNKNOWN");
    });

    it("goes on where the contract still does, and is asked of it once in ten minutes", async () => {
      const { user, key } = await rekeyed();
      node.clock.aheadMs = (TIMES.contractRecheckSeconds + 1) * 1000;
      expect(await outcome(user.request(me))).to.equal("200");
      await setKey(user.account, newKey().address);
      expect(await outcome(user.request(me))).to.equal("200");
      node.clock.aheadMs *= 2;
      await setKey(user.account, key.address);
      expect(await outcome(user.request(me))).to.equal("200");
    });

    it("is neither served nor ended while the chain does not say", async () => {
      const { user } = await rekeyed();
      node.clock.aheadMs = (TIMES.contractRecheckSeconds + 1) * 1000;
      await node.deployed.chain.stopRpc();
      try {
        expect(await outcome(user.request(me))).to.equal("503 DEPENDENCY_UNAVAILABLE");
      } finally {
        await node.deployed.chain.startRpc();
      }
      expect(await outcome(user.request(me))).to.equal("200");
    });
  });

  it("is asked about so many signatures a minute, and then about none", async () => {
    const { address } = await keyed();
    const outcomes: string[] = [];
    for (let attempt = 0; attempt <= 30; attempt++)
      outcomes.push(await signIn(contractWallet(address, newKey())));
    expect(outcomes.slice(0, 30)).to.deep.equal(Array(30).fill("401 SIGNATURE_INVALID"));
    expect(outcomes[30]).to.equal("429 LIMIT_REACHED");
  });
});
