import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import type { Actor } from "../harness/actor.ts";
import { createActor, nowSeconds } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { type HeadChanges, makeHead, ownHead, publishHead, putHead } from "../harness/heads.ts";
import { store } from "../harness/records.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

describe("an owner's head over HTTP", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;

  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    [alice, bob] = [await createUser(node, provider), await createUser(node, provider)];
    await store(node, alice);
  });
  after(() => node.stop());

  const outcomeOf = async (changes: HeadChanges): Promise<string> =>
    (await alice.request(putHead(await makeHead(node, alice, changes)))).outcome;

  it("is null before she signs one, and then the one that she signed", async () => {
    expect((await ownHead(alice)).current).to.equal(null);
    const head = await publishHead(node, alice);
    expect((await ownHead(alice)).current?.head).to.equal(head);
  });

  it("is put again to the same effect", async () => {
    const head = await makeHead(node, alice);
    for (const time of [1, 2])
      expect([time, (await alice.request(putHead(head))).status]).to.deep.equal([time, 204]);
    expect((await ownHead(alice)).current?.head).to.equal(head);
  });

  it("cannot be put when something was written since it was signed", async () => {
    const head = await makeHead(node, alice);
    await store(node, alice);
    expect((await alice.request(putHead(head))).outcome).to.equal("409 HEAD_CONFLICT");
  });

  it("has one successor, however many are put at once", async () => {
    const heads = await Promise.all(
      [1, 2, 3, 4].map((age) => makeHead(node, alice, { claims: { iat: nowSeconds(node) - age } })),
    );
    const answers = await Promise.all(heads.map((head) => alice.request(putHead(head))));
    expect(answers.map(({ outcome }) => outcome).sort()).to.deep.equal([
      "204",
      ...["409 HEAD_CONFLICT", "409 HEAD_CONFLICT", "409 HEAD_CONFLICT"],
    ]);
  });

  const refused: readonly [what: string, changes: () => HeadChanges, outcome: string][] = [
    ["another predecessor", () => ({ claims: { prev: randomId() } }), "409 HEAD_CONFLICT"],
    ["a revision that was", () => ({ claims: { revision: 1, prev: null } }), "409 HEAD_CONFLICT"],
    ["a revision too far on", () => ({ claims: { revision: 100 } }), "409 HEAD_CONFLICT"],
    ["another manifest", () => ({ claims: { manifest: randomId() } }), "409 HEAD_CONFLICT"],
    ["another owner", () => ({ claims: { owner: bob.userId } }), "422 HEAD_INVALID"],
    ["another author", () => ({ claims: { author: bob.account } }), "422 HEAD_INVALID"],
    ["another session's signature", () => ({ signer: bob }), "422 HEAD_INVALID"],
    ["an old time", () => ({ claims: { iat: nowSeconds(node) - 61 } }), "422 HEAD_INVALID"],
    ["a time to come", () => ({ claims: { iat: nowSeconds(node) + 60 } }), "422 HEAD_INVALID"],
    ["nodes without this one", () => ({ claims: { nodes: ["https://two.example"] } }), "422 HEAD_INVALID"],
    ["a further claim", () => ({ claims: { more: 1 } }), "422 HEAD_INVALID"],
  ];
  for (const [what, changes, outcome] of refused)
    it(`is refused with ${what}, and changes nothing`, async () => {
      const before = await node.databaseDigest();
      expect(await outcomeOf(changes())).to.equal(outcome);
      expect(await node.databaseDigest()).to.equal(before);
    });

  it("takes the scopes `read` and `write`, and an entry", async () => {
    const head = await makeHead(node, alice);
    const reader = await createActor(node, alice.wallet);
    succeeded(await reader.signIn(["read"]));
    expect((await reader.request(putHead(head))).outcome).to.equal("403 SCOPE_MISSING");
    const nobody = await createActor(node);
    succeeded(await nobody.signIn());
    expect((await nobody.request(get(PATHS.ownHead))).outcome).to.equal("403 NO_USER");
  });
});
