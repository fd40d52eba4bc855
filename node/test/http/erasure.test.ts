import { PATHS, publicUserSchema } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { type Actor, createActor } from "../harness/actor.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { linkAccount } from "../harness/linked-account.ts";
import { store } from "../harness/records.ts";
import { pendingRequest } from "../harness/requests.ts";
import { putShare } from "../harness/shares.ts";
import {
  backUpTwice,
  createUser,
  foundingLink,
  keyBinding,
  randomId,
  signedInProvider,
  succeeded,
  type User,
} from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

const rowsSchema = z.array(z.string());

describe("erasure of a user over HTTP", () => {
  let node: TestNode;
  let provider: Actor;
  let bob: User;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    bob = await createUser(node, provider);
  });
  after(() => node.stop());

  /** Somebody with some of everything. */
  async function createOwner(): Promise<User> {
    const alice = await createUser(node, provider);
    await backUpTwice(alice);
    succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, await keyBinding(node, alice))));
    const record = await store(node, alice);
    succeeded(await alice.request(await putShare(node, randomId(), alice, bob.account, [record])));
    await pendingRequest(node, bob, alice.account);
    await pendingRequest(node, alice, bob.account);
    return alice;
  }

  it("leaves of her nothing but the statement that erased her", async () => {
    const alice = await createOwner();
    expect(await node.databaseText())
      .to.include(alice.account)
      .and.include(alice.userId);
    const signed = await signErasure(node, alice);
    expect((await alice.request(erase(signed))).outcome).to.equal("204");
    const rows = rowsSchema.parse(JSON.parse(await node.databaseText()));
    const names = [alice.userId, alice.account];
    const hers = rows.filter((row) => names.some((name) => row.toLowerCase().includes(name)));
    expect(hers).to.have.length(1);
    expect(hers[0]).to.include(signed.signature);
  });

  it("ends every session of hers, and she is not found any more", async () => {
    const alice = await createOwner();
    const other = await createActor(node, alice.wallet);
    succeeded(await other.signIn());
    succeeded(await alice.request(erase(await signErasure(node, alice))));
    for (const actor of [alice, other])
      expect((await actor.request(get(PATHS.me))).outcome).to.equal("401 SESSION_UNKNOWN");
    const found = await bob.request(get(PATHS.userByAccount(alice.account)));
    expect(found.outcome).to.equal("404 USER_NOT_FOUND");
  });

  it("answers the same when it is sent again, and changes nothing more", async () => {
    const alice = await createOwner();
    const sent = erase(await signErasure(node, alice));
    expect((await alice.request(sent)).outcome).to.equal("204");
    const digest = await node.databaseDigest();
    expect((await alice.request(sent)).outcome).to.equal("204");
    expect(await node.databaseDigest()).to.equal(digest);
  });

  it("may be signed by any linked account", async () => {
    const alice = await createOwner();
    const second = await createActor(node);
    succeeded(await alice.request(await linkAccount(node, alice, second.wallet)));
    const signed = await signErasure(node, alice, { account: second.account }, second.wallet);
    expect((await alice.request(erase(signed))).outcome).to.equal("204");
  });

  it("lets her join anew under another id, which the old statement does not touch", async () => {
    const alice = await createUser(node, provider);
    const signed = await signErasure(node, alice);
    succeeded(await alice.request(erase(signed)));
    const founding = await foundingLink(node, alice.wallet);
    const answer = await provider.request(jsonRequest("POST", PATHS.users, founding));
    expect(publicUserSchema.parse(succeeded(answer).json).userId).to.not.equal(alice.userId);
    succeeded(await alice.signIn());
    expect((await alice.request(erase(signed))).outcome).to.equal("204");
    succeeded(await alice.request(get(PATHS.me)));
  });

  it("never gives her id again, to her founding link sent again", async () => {
    const actor = await createActor(node);
    const founding = await foundingLink(node, actor.wallet);
    const found = jsonRequest("POST", PATHS.users, founding);
    succeeded(await provider.request(found));
    succeeded(await actor.signIn());
    const alice = { ...actor, userId: founding.link.userId };
    succeeded(await alice.request(erase(await signErasure(node, alice))));
    expect((await provider.request(found)).outcome).to.equal("410 USER_ERASED");
  });
});
