import { challengeSchema, PATHS, SCOPES } from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor } from "../harness/actor.ts";
import { exchange } from "../harness/exchange.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

const AT_ONCE = 24;

describe("many sign-ins with one nonce at once", () => {
  let node: TestNode;
  before(async () => {
    node = await startTestNode();
  });
  after(() => node.stop());

  async function race(people: readonly Actor[], spoil = false): Promise<string[]> {
    const drawn = await exchange(node.origin, { method: "POST", path: PATHS.challenges });
    const { nonce } = challengeSchema.parse(drawn.json);
    const changes = { signIn: { nonce }, ...(spoil ? { signature: () => `0x${"11".repeat(64)}1b` } : {}) };
    const answers = await Promise.all(people.map((person) => person.signIn(SCOPES, changes)));
    return answers.map(({ outcome }) => outcome).sort();
  }
  const losers = Array<string>(AT_ONCE - 1).fill("401 SIGN_IN_NONCE_UNKNOWN");

  it("open exactly one session, whoever signs them", async () => {
    const people = await Promise.all(Array.from({ length: AT_ONCE }, () => createActor(node)));
    expect(await race(people)).to.deep.equal(["201", ...losers]);
  });

  it("open exactly one where one account sends them all", async () => {
    const alice = await createActor(node);
    const devices = await Promise.all(Array.from({ length: AT_ONCE }, () => createActor(node, alice.wallet)));
    expect(await race(devices)).to.deep.equal(["201", ...losers]);
  });

  it("get one try at a signature between them, not one each", async () => {
    const people = await Promise.all(Array.from({ length: AT_ONCE }, () => createActor(node)));
    expect(
      (await race(people, true)).filter((outcome) => outcome === "401 SIGNATURE_INVALID"),
    ).to.have.length(1);
  });
});
