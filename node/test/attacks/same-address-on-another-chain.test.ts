import { accessRequestPageSchema, type Bytes32, PATHS, SCOPES, sessionListSchema } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type Actor, createActor, nowSeconds } from "../harness/actor.ts";
import { contractWallet, deployAccount } from "../harness/contract-account.ts";
import { get, type Sent } from "../harness/exchange.ts";
import { askFor, cancel } from "../harness/requests.ts";
import { randomId, succeeded } from "../harness/story.ts";
import { accountLink, session } from "../storage/examples.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

/** Where the victim's contract is. The thief's is at the same address on the chain that the node can ask. */
const ELSEWHERE = 424_242;
const WRITES_MAX = 8;

describe("attack: a contract at a user's address on another chain", () => {
  let attacked: AttackedNode;
  let victim: Actor;
  let thief: Actor;
  before(async () => {
    attacked = await startAttackedNode({ ratesPerMinute: { write: WRITES_MAX } });
    const { node } = attacked;
    const key = new Wallet(Wallet.createRandom().privateKey);
    const address = await deployAccount(node.deployed.chain, "KeyedAccount", key.address);
    victim = await createActor(node, contractWallet(address, key));
    thief = await createActor(node, contractWallet(address, key));
    const { link, ...signed } = accountLink(randomId(), victim.account);
    const user = { userId: link.userId, createdBy: victim.account, createdAtSeconds: nowSeconds(node) };
    await node.store.users.createUser(user, { ...signed, link: { ...link, chainId: ELSEWHERE } });
    // As the node made it when the chain said so.
    const issuedAt = new Date(nowSeconds(node) * 1000);
    const expirationTime = new Date(issuedAt.getTime() + 3_600_000);
    const signIn = {
      sessionKey: victim.sessionKey,
      chainId: ELSEWHERE,
      nodes: [node.origin],
      scopes: SCOPES,
    };
    const made = session(victim.account, { ...signIn, issuedAt, expirationTime });
    await node.store.sessions.createSession({ ...made, contract: { checkedAtSeconds: nowSeconds(node) } });
    succeeded(await thief.signIn());
  });
  after(() => attacked.node.stop());

  const outcome = async (by: Actor, sent: Sent): Promise<string> => (await by.request(sent)).outcome;
  const listed = async (by: Actor): Promise<readonly string[]> =>
    sessionListSchema
      .parse(succeeded(await by.request(get(PATHS.sessions))).json)
      .sessions.map((one) => one.session);

  it("sees none of her sessions, and she none of its", async () => {
    expect(await listed(thief)).to.deep.equal([thief.sessionKey]);
    expect(await listed(victim)).to.deep.equal([victim.sessionKey]);
  });

  it("ends none of her sessions", async () => {
    const one: Sent = { method: "DELETE", path: PATHS.session(victim.sessionKey) };
    expect(await outcome(thief, one)).to.equal("404 SESSION_NOT_FOUND");
    expect(await outcome(thief, { method: "DELETE", path: PATHS.sessions })).to.equal("204");
    expect(await outcome(victim, get(PATHS.me))).to.equal("200");
  });

  it("sees and takes back none of her access requests", async () => {
    const { node, alice } = attacked;
    const request: Bytes32 = randomId();
    const now = nowSeconds(node);
    await node.store.requests.createRequest({
      ...{ request, ownerId: alice.userId, requester: victim.account, chainId: ELSEWHERE },
      ...{ expiresAtSeconds: now + 600, createdAtSeconds: now, closing: null },
      ...{ document: "a.b.c", delegation: { message: "", signature: "0x00" } },
    });
    expect(await outcome(thief, get(PATHS.request(request)))).to.equal("404 REQUEST_NOT_FOUND");
    expect(await outcome(thief, cancel(request))).to.equal("404 REQUEST_NOT_FOUND");
    const page = succeeded(await thief.request(get(`${PATHS.requests}?as=requester`)));
    expect(accessRequestPageSchema.parse(page.json).requests).to.deep.equal([]);
    expect(await outcome(victim, get(PATHS.request(request)))).to.equal("200");
  });

  it("asks for no grant on her chain", async () => {
    const { node, alice } = attacked;
    const asked = (chainId: number): Promise<Sent> =>
      askFor(node, randomId(), victim, alice.account, { document: { chainId } });
    expect(await outcome(victim, await asked(node.deployed.chain.chainId))).to.equal("422 REQUEST_INVALID");
  });

  it("uses up none of her turns", async () => {
    const nothing: Sent = { method: "DELETE", path: PATHS.keyBackup("none") };
    for (let turn = 0; turn < WRITES_MAX; turn += 1) await thief.request(nothing);
    expect(await outcome(thief, nothing)).to.equal("429 RATE_LIMITED");
    expect(await outcome(victim, nothing)).to.equal("404 KEY_BACKUP_NOT_FOUND");
  });
});
