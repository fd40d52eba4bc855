import {
  accountLinkTypedData,
  nodeStatusSchema,
  keyBackupsSchema,
  meSchema,
  nodeInfoSchema,
  parseAddress,
  PATHS,
  publicUserSchema,
  recordPageSchema,
  sessionSchema,
  storedRecordSchema,
  toHex,
} from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type Actor, createActor, nowSeconds } from "../harness/actor.ts";
import { onEachDatabase } from "../harness/databases.ts";
import { exchange, get, jsonRequest } from "../harness/exchange.ts";
import { makeDeletion, makeVersion, put, remove, stage, store } from "../harness/records.ts";
import {
  backUpTwice,
  createUser,
  foundingLink,
  keyBinding,
  randomId,
  signData,
  signedInProvider,
  succeeded,
  type User,
  writeGrant,
} from "../harness/story.ts";
import { CONFIRMATIONS, DASHBOARD, READER_PAGE, type TestNode } from "../harness/test-node.ts";

onEachDatabase("a node over HTTP", (start) => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  before(async () => {
    node = await start();
    provider = await signedInProvider(node);
    alice = await createUser(node, provider);
  });
  after(() => node.stop());

  it("tells anyone what it is and how fresh its index is", async () => {
    const info = nodeInfoSchema.parse(succeeded(await exchange(node.origin, get(PATHS.info))).json);
    const { chain, contract } = node.deployed;
    expect(info).to.include({ origin: node.origin });
    expect(info.chains).to.deep.equal([{ chainId: chain.chainId, contract, finality: CONFIRMATIONS }]);
    const status = succeeded(await exchange(node.origin, get(PATHS.status))).json;
    expect(nodeStatusSchema.parse(status).chains.map(({ state }) => state)).to.deep.equal(["ready"]);
  });

  it("makes an entry once, however often the same founding is sent", async () => {
    const sent = jsonRequest(
      "POST",
      PATHS.users,
      await foundingLink(node, new Wallet(Wallet.createRandom().privateKey)),
    );
    const first = publicUserSchema.parse(succeeded(await provider.request(sent)).json);
    const digest = await node.databaseDigest();
    expect(publicUserSchema.parse(succeeded(await provider.request(sent)).json)).to.deep.equal(first);
    expect(await node.databaseDigest()).to.equal(digest);
  });

  it("gives a session with the scopes and the end that were signed", async () => {
    const actor = await createActor(node);
    const expirationTime = new Date(Date.now() + 600_000);
    const answer = await actor.signIn(["read"], { originHeader: READER_PAGE, signIn: { expirationTime } });
    expect(sessionSchema.parse(succeeded(answer).json)).to.deep.equal({
      ...{ session: actor.sessionKey, account: actor.account, userId: null, scopes: ["read"] },
      expiresAt: Math.floor(expirationTime.getTime() / 1000),
    });
  });

  it("ends a session for good when its holder signs out", async () => {
    const actor = await createActor(node, alice.wallet);
    succeeded(await actor.signIn());
    succeeded(await actor.request(get(PATHS.me)));
    succeeded(await actor.request({ method: "DELETE", path: PATHS.currentSession }));
    expect((await actor.request(get(PATHS.me))).outcome).to.equal("401 SESSION_UNKNOWN");
    succeeded(await alice.request(get(PATHS.me)));
  });

  it("lets two wallets race for a session key, and gives it to one", async () => {
    const [first, second] = [await createActor(node), await createActor(node)];
    const answers = await Promise.all([first.signIn(), second.signIn(["read"], { key: first })]);
    const outcomes = answers.map(({ outcome }) => outcome).sort();
    expect(outcomes).to.deep.equal(["201", "409 SESSION_TAKEN"]);
  });

  it("lets one of fifty simultaneous uses of a nonce through", async () => {
    const actor = await createActor(node);
    let signed = { message: "", signature: "" };
    await actor.signIn(["read"], {
      message: (text) => (signed = { ...signed, message: text }).message,
      // A body that is refused before the nonce is looked at leaves the nonce good.
      signature: (signature) => (signed = { ...signed, signature }).signature.toUpperCase(),
    });
    const sent = jsonRequest("POST", PATHS.sessions, signed);
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const authorization = await actor.authorize(sent);
        return exchange(node.origin, sent, { origin: DASHBOARD, authorization });
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
  });

  it("lets one of ten simultaneous uses of a proof through", async () => {
    const authorization = await alice.authorize(get(PATHS.me));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => alice.request(get(PATHS.me), { authorization })),
    );
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
  });

  it("shows a user her entry, and others her key with what proves it", async () => {
    const binding = await keyBinding(node, alice);
    succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, binding)));
    const me = meSchema.parse(succeeded(await alice.request(get(PATHS.me))).json);
    expect(me).to.include({ userId: alice.userId, createdBy: provider.account });
    expect(me.keyBinding).to.deep.equal(binding);
    const seen = succeeded(await provider.request(get(PATHS.userByAccount(alice.account)))).json;
    expect(publicUserSchema.parse(seen).keyBinding).to.deep.equal(binding);
  });

  it("links a second account, by which the user is then known", async () => {
    const wallet = new Wallet(Wallet.createRandom().privateKey);
    const account = parseAddress(wallet.address);
    const facts = { userId: alice.userId, account, linkedBy: alice.account, salt: randomId() };
    const link = { ...facts, issuedAt: nowSeconds(node) };
    const data = accountLinkTypedData(link);
    const [signature, linkedBySignature] = [await signData(wallet, data), await signData(alice.wallet, data)];
    const body = { link, signature, linkedBySignature };
    succeeded(await alice.request(jsonRequest("POST", PATHS.accounts, body)));
    const second = await createActor(node, wallet);
    const session = sessionSchema.parse(succeeded(await second.signIn()).json);
    expect(session.userId).to.equal(alice.userId);
  });

  it("keeps, replaces and forgets key backups", async () => {
    await backUpTwice(alice);
    await backUpTwice(alice);
    const slots = async (): Promise<readonly string[]> => {
      const answer = succeeded(await alice.request(get(PATHS.keyBackups)));
      return keyBackupsSchema.parse(answer.json).backups.map(({ slot }) => slot);
    };
    expect(await slots()).to.have.members(["password", "recovery-code"]);
    succeeded(await alice.request({ method: "DELETE", path: PATHS.keyBackup("password") }));
    expect(await slots()).to.deep.equal(["recovery-code"]);
  });

  it("keeps a record through its versions to its deletion", async () => {
    const first = await store(node, alice);
    const second = await store(node, alice, first);
    const { record } = first.header;
    const read = async () =>
      storedRecordSchema.parse(succeeded(await alice.request(get(PATHS.record(record)))).json);
    expect(await read()).to.include({ header: second.jws, envelopeBytes: second.envelope.length });
    const envelope = succeeded(await alice.request(get(PATHS.recordEnvelope(record))));
    expect(toHex(envelope.bytes)).to.equal(toHex(second.envelope));
    const deletion = await makeDeletion(node, alice, second);
    succeeded(await alice.request(remove(deletion)));
    expect(await read()).to.include({ header: deletion.jws, wrappedKey: null, envelopeBytes: 0 });
  });

  it("pages through a user's records without the deleted", async () => {
    const user = await createUser(node, provider);
    const versions = [await store(node, user), await store(node, user), await store(node, user)];
    const doomed = await store(node, user);
    succeeded(await user.request(remove(await makeDeletion(node, user, doomed))));
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const answer = succeeded(await user.request(get(`${PATHS.records}?limit=2${from}`)));
      const page = recordPageSchema.parse(answer.json);
      seen.push(...page.records.map(({ header }) => header));
      cursor = page.next;
    }
    expect(seen).to.have.members(versions.map(({ jws }) => jws));
  });

  it("stores one of two versions that replace the same one, and tells the other what is there", async () => {
    const first = await store(node, alice);
    const rivals = [
      await makeVersion(node, alice, alice.userId, first),
      await makeVersion(node, alice, alice.userId, first),
    ];
    for (const rival of rivals) succeeded(await alice.request(stage(rival)));
    const answers = await Promise.all(rivals.map((rival) => alice.request(put(rival))));
    expect(answers.map(({ outcome }) => outcome).sort()).to.deep.equal(["204", "409 VERSION_CONFLICT"]);
  });

  it("acknowledges a write and a deletion again when the answer was lost", async () => {
    const first = await store(node, alice);
    const digest = await node.databaseDigest();
    expect((await alice.request(put(first))).outcome).to.equal("204");
    expect(await node.databaseDigest()).to.equal(digest);
    const deletion = await makeDeletion(node, alice, first);
    succeeded(await alice.request(remove(deletion)));
    expect((await alice.request(remove(deletion))).outcome).to.equal("204");
  });

  it("takes a credential from an issuer with the holder's write grant", async () => {
    await backUpTwice(alice);
    const issuer = provider;
    const signed = await writeGrant(node, alice, issuer);
    const changes = { header: { kind: "credential", writeGrant: signed } } as const;
    const version = await makeVersion(node, issuer, alice.userId, undefined, changes);
    succeeded(await issuer.request(stage(version)));
    succeeded(await issuer.request(put(version)));
    const { record } = version.header;
    const stored = storedRecordSchema.parse(succeeded(await alice.request(get(PATHS.record(record)))).json);
    expect(stored.header).to.equal(version.jws);
    expect((await issuer.request(get(PATHS.record(record)))).outcome).to.equal("403 NO_USER");
  });
});
