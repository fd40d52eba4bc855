import { challengeSchema, PATHS, SCOPES } from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor } from "../harness/actor.ts";
import { exchange, get, jsonRequest } from "../harness/exchange.ts";
import { succeeded } from "../harness/story.ts";
import { DASHBOARD, startTestNode, type TestNode } from "../harness/test-node.ts";

/** Mallory runs a node that Alice uses, and wants to be Alice at an honest one. */
describe("a challenge that one node relays from another", () => {
  let honest: TestNode;
  let mallorys: TestNode;
  let alice: Actor;
  before(async () => {
    [honest, mallorys] = await Promise.all([startTestNode(), startTestNode()]);
    alice = await createActor(mallorys);
  });
  after(() => Promise.all([honest.stop(), mallorys.stop()]));

  async function drawnAtHonest(): Promise<string> {
    const drawn = await exchange(honest.origin, { method: "POST", path: PATHS.challenges });
    return challengeSchema.parse(drawn.json).nonce;
  }

  it("opens no session: what Alice signs names the node that she talks to", async () => {
    const nonce = await drawnAtHonest();
    let message = "";
    let signature = "";
    await alice.signIn(SCOPES, {
      signIn: { nonce },
      message: (text) => (message = text),
      signature: (text) => (signature = text),
    });
    expect(message).to.contain(nonce);
    const sent = jsonRequest("POST", PATHS.sessions, { message, signature });
    const authorization = await alice.authorize(sent);
    const relayed = await exchange(honest.origin, sent, { origin: DASHBOARD, authorization });
    expect(relayed.outcome, "with her proof for Mallory's node").to.equal("401 PROOF_INVALID");
    const forHonest = await alice.authorize(sent, { claims: { aud: honest.origin } });
    const proven = await exchange(honest.origin, sent, { origin: DASHBOARD, authorization: forHonest });
    expect(proven.outcome, "even with a proof for the honest one").to.equal("401 SIGN_IN_NODE_MISMATCH");
  });

  it("and a session at one node are worth nothing at the other", async () => {
    succeeded(await alice.signIn());
    const me = get(PATHS.me);
    const captured = await alice.authorize(me);
    expect((await exchange(honest.origin, me, { authorization: captured })).outcome).to.equal(
      "401 PROOF_INVALID",
    );
    const meant = await alice.authorize(me, { claims: { aud: honest.origin } });
    expect((await exchange(honest.origin, me, { authorization: meant })).outcome).to.equal(
      "401 SESSION_UNKNOWN",
    );
  });
});
