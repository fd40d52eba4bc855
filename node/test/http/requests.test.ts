import {
  ACCESS_REQUEST,
  accessRequestPageSchema,
  accessRequestSchema,
  LIMITS,
  PATHS,
  type RequestState,
  SCOPES,
  verifyStatement,
} from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor, nowSeconds } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { askFor, cancel, deny, grant, pendingRequest, readRequest } from "../harness/requests.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

describe("access requests over HTTP", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  /** Signed in, without an entry. */
  let dapp: Actor;
  const outcomeOf = async (actor: Actor, sent: Parameters<Actor["request"]>[0]): Promise<string> =>
    (await actor.request(sent)).outcome;
  const list = async (actor: Actor, as: "owner" | "requester", state?: RequestState, limit?: number) => {
    const query = new URLSearchParams({ as, ...(state && { state }), ...(limit && { limit: `${limit}` }) });
    const answer = succeeded(await actor.request(get(`${PATHS.requests}?${query.toString()}`)));
    return accessRequestPageSchema.parse(answer.json);
  };

  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    alice = await createUser(node, provider);
    dapp = await createActor(node);
    succeeded(await dapp.signIn(SCOPES, { originHeader: null }));
  });
  after(() => node.stop());

  it("somebody without an entry asks; the owner reads what he signed, and grants it by a share", async () => {
    const request = await pendingRequest(node, dapp, alice.account);
    const asked = await readRequest(alice, request);
    expect(asked).to.include({ state: "pending", share: null, closedAt: null });
    const verified = await verifyStatement(ACCESS_REQUEST, asked.document);
    expect(verified).to.deep.include({ sessionKey: dapp.sessionKey });
    expect(verified?.claims).to.include({ request, requester: dapp.account, ownerAccount: alice.account });
    const share = randomId();
    const record = await store(node, alice);
    succeeded(await alice.request(await putShare(node, share, alice, dapp.account, [record])));
    expect(await outcomeOf(alice, grant(request, share))).to.equal("204");
    const answered = await readRequest(dapp, request);
    expect(answered).to.include({ state: "granted", share });
    expect(answered.closedAt).to.be.a("number");
    expect(await outcomeOf(alice, grant(request, share)), "sent again").to.equal("204");
    expect(await readRequest(dapp, request)).to.deep.equal(answered);
  });

  it("an owner denies and a requester cancels, each as often as it is sent, and then it is final", async () => {
    const [denied, cancelled] = [
      await pendingRequest(node, dapp, alice.account),
      await pendingRequest(node, dapp, alice.account),
    ];
    for (let sent = 0; sent < 2; sent += 1) {
      expect(await outcomeOf(alice, deny(denied))).to.equal("204");
      expect(await outcomeOf(dapp, cancel(cancelled))).to.equal("204");
    }
    expect((await readRequest(dapp, denied)).state).to.equal("denied");
    expect((await readRequest(alice, cancelled)).state).to.equal("cancelled");
    expect(await outcomeOf(dapp, cancel(denied))).to.equal("409 REQUEST_CLOSED");
    expect(await outcomeOf(alice, deny(cancelled))).to.equal("409 REQUEST_CLOSED");
  });

  it("the same request sent again is there once; another under its id is refused", async () => {
    const request = randomId();
    const sent = await askFor(node, request, dapp, alice.account);
    const first = accessRequestSchema.parse(succeeded(await dapp.request(sent)).json);
    const digest = await node.databaseDigest();
    expect(accessRequestSchema.parse(succeeded(await dapp.request(sent)).json)).to.deep.equal(first);
    expect(await node.databaseDigest()).to.equal(digest);
    const other = await askFor(node, request, dapp, alice.account);
    expect(await outcomeOf(dapp, other)).to.equal("409 REQUEST_TAKEN");
    succeeded(await dapp.request(cancel(request)));
    const again = accessRequestSchema.parse(succeeded(await dapp.request(sent)).json);
    expect(again.state, "and tells how it stands now").to.equal("cancelled");
  });

  it("a request expires by itself", async () => {
    const requester = await createActor(node);
    succeeded(await requester.signIn());
    const request = await pendingRequest(node, requester, alice.account, {
      document: { expiresAt: nowSeconds(node) + 30 },
    });
    node.clock.aheadMs += 31_000;
    try {
      expect((await readRequest(requester, request)).state).to.equal("expired");
      expect(await outcomeOf(alice, deny(request))).to.equal("409 REQUEST_CLOSED");
      expect(await outcomeOf(requester, cancel(request))).to.equal("409 REQUEST_CLOSED");
      expect((await list(requester, "requester", "expired")).requests).to.have.length(1);
      expect((await list(requester, "requester", "pending")).requests).to.have.length(0);
    } finally {
      node.clock.aheadMs -= 31_000;
    }
  });

  it("an owner lists what is asked of her and a requester what he asked, by state and in pages", async () => {
    const [bob, asker] = [await createUser(node, provider), await createActor(node)];
    succeeded(await asker.signIn());
    const ids = [];
    for (let asked = 0; asked < 3; asked += 1) ids.push(await pendingRequest(node, asker, bob.account));
    const [first = randomId()] = ids;
    succeeded(await bob.request(deny(first)));
    for (const [actor, as] of [
      [bob, "owner"],
      [asker, "requester"],
    ] as const) {
      expect((await list(actor, as)).requests).to.have.length(3);
      expect((await list(actor, as, "pending")).requests).to.have.length(2);
      expect((await list(actor, as, "denied")).requests).to.have.length(1);
      const page = await list(actor, as, undefined, 2);
      expect(page.requests).to.have.length(2);
      expect(page.next).to.be.a("string");
    }
    expect((await list(bob, "requester")).requests).to.deep.equal([]);
  });

  it("one requester's pending requests to an owner stop at their limit until one is closed", async () => {
    const [bob, asker] = [await createUser(node, provider), await createActor(node)];
    succeeded(await asker.signIn());
    const ids = [];
    for (let asked = 0; asked < LIMITS.pendingRequestsPerRequesterMax; asked += 1)
      ids.push(await pendingRequest(node, asker, bob.account));
    const more = await askFor(node, randomId(), asker, bob.account);
    expect(await outcomeOf(asker, more)).to.equal("429 LIMIT_REACHED");
    expect(await outcomeOf(asker, await askFor(node, randomId(), asker, alice.account))).to.equal("201");
    succeeded(await bob.request(deny(ids[0] ?? randomId())));
    expect(await outcomeOf(asker, more)).to.equal("201");
  });

  it("of answers given at once one counts", async () => {
    const bob = await createUser(node, provider);
    const request = await pendingRequest(node, dapp, bob.account);
    const outcomes = await Promise.all([
      outcomeOf(bob, deny(request)),
      outcomeOf(dapp, cancel(request)),
      outcomeOf(bob, deny(request)),
    ]);
    const { state } = await readRequest(bob, request);
    expect(outcomes).to.deep.equal(
      state === "denied"
        ? ["204", "409 REQUEST_CLOSED", "204"]
        : ["409 REQUEST_CLOSED", "204", "409 REQUEST_CLOSED"],
    );
  });

  it("takes the scope for each step", async () => {
    const request = await pendingRequest(node, dapp, alice.account);
    const [reader, asker] = [await createActor(node, alice.wallet), await createActor(node, dapp.wallet)];
    succeeded(await reader.signIn(["read"]));
    succeeded(await asker.signIn(["read"]));
    expect(await outcomeOf(reader, get(PATHS.request(request)))).to.equal("200");
    expect(await outcomeOf(reader, deny(request))).to.equal("403 SCOPE_MISSING");
    expect(await outcomeOf(asker, cancel(request))).to.equal("403 SCOPE_MISSING");
    const another = await askFor(node, randomId(), asker, alice.account);
    expect(await outcomeOf(asker, another)).to.equal("403 SCOPE_MISSING");
  });
});
