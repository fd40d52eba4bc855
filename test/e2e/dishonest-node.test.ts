import { fromBase64url, NEVER_EXPIRES, parseBytes32, toBase64url } from "@idos/protocol";
import { connectAccessContract } from "@idos/sdk";
import { expect } from "chai";
import { hexlify, randomBytes } from "ethers";
import * as z from "zod";
import { caughtBy, createLyingNode, type Json, type LyingNode } from "../harness/lying-node.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const USER = /^\/v1\/users\//;
const RECORD = /^\/v1\/records\/0x[0-9a-f]{64}$/;
const RECORD_ENVELOPE = /^\/v1\/records\/0x[0-9a-f]{64}\/envelope$/;
const SHARES = /^\/v1\/shares$/;
const SHARE = /^\/v1\/shares\/0x[0-9a-f]{64}$/;

const randomId = () => parseBytes32(hexlify(randomBytes(32)));

describe("a dishonest node", () => {
  let network: TestNetwork;
  let node: LyingNode;
  let alice: Person;
  let bob: Person;
  let mallory: Person;
  before(async () => {
    network = await startTestNetwork();
    node = createLyingNode();
    alice = await settled(network, 1, { fetch: node.fetch });
    bob = await settled(network, 2, { fetch: node.fetch });
    mallory = await settled(network, 3, { fetch: node.fetch });
  });
  afterEach(() => node.honest());
  after(() => network.stop());

  const create = () => alice.owner.records.create({ type: "profile/city", value: "Lisbon" });

  it("cannot swap the key that she encrypts to", async () => {
    const wrongKey = `0x${"09".repeat(32)}`;
    node.lieAbout(USER, (user) => withBinding(user, { encryptionKey: wrongKey }));
    expect(await caughtBy(sharedCity(alice, bob))).to.equal("key-binding");
  });

  it("cannot hand over another person in his place", async () => {
    await mallory.session.userOf(mallory.session.account);
    const other = node.lastAnswer(USER);
    node.lieAbout(USER, () => other);
    expect(await caughtBy(sharedCity(alice, bob))).to.equal("user-account");
  });

  it("cannot present an old version as the latest", async () => {
    const record = await create();
    await alice.owner.records.read(record);
    const old: Json = node.lastAnswer(RECORD);
    await alice.owner.records.update(record, "Porto");
    node.lieAbout(RECORD, () => old);
    expect(await caughtBy(alice.owner.records.read(record))).to.equal("header-rollback");
  });

  it("cannot put one record in another's place", async () => {
    const [one, other] = [await create(), await create()];
    await alice.owner.records.read(other);
    const answer = node.lastAnswer(RECORD);
    node.lieAbout(RECORD, () => answer);
    expect(await caughtBy(alice.owner.records.read(one))).to.equal("header-record");
  });

  it("cannot open one ciphertext under another's header", async () => {
    const [one, other] = [await create(), await create()];
    await alice.owner.records.read(other);
    const { wrappedKey } = node.lastAnswer(RECORD);
    node.lieAbout(RECORD, (answer) => ({ ...answer, wrappedKey }));
    expect(await refusalOf(alice.owner.records.read(one))).to.equal("DECRYPTION_FAILED");
  });

  it("cannot change a bit of an envelope", async () => {
    const record = await create();
    node.corrupt(RECORD_ENVELOPE);
    expect(await caughtBy(alice.owner.records.read(record))).to.equal("envelope-hash");
  });

  it("cannot claim to have decided at an earlier block than was asked for", async () => {
    const { shareId, readableFromBlock } = await sharedCity(alice, bob);
    node.lieAbout(SHARE, (share) => ({
      ...share,
      decidedAt: { ...fieldsOf(share, "decidedAt"), blockNumber: 1 },
    }));
    const read = bob.consumer.readShare(shareId, { atLeast: readableFromBlock });
    expect(await caughtBy(read)).to.equal("decided-at");
  });

  it("cannot pass off another share as the one asked for", async () => {
    const other = await sharedCity(mallory, bob);
    await bob.consumer.readShare(other.shareId, { atLeast: other.readableFromBlock });
    const answer = node.lastAnswer(SHARE);
    const { shareId, readableFromBlock } = await sharedCity(alice, bob);
    node.lieAbout(SHARE, () => answer);
    const read = bob.consumer.readShare(shareId, { atLeast: readableFromBlock });
    expect(await caughtBy(read)).to.equal("share-identity");
  });

  it("cannot get a key wrapped for a share that she did not make, though its grant is on chain", async () => {
    const record = await create();
    const share = randomId();
    const contract = connectAccessContract(network.deployment, mallory.signer);
    await contract.grant({ grantee: mallory.session.account, shareId: share, expiresAt: NEVER_EXPIRES });
    const author = mallory.session.account;
    const nowSeconds = () => mallory.session.nowSeconds();
    const document = await mallory.session.signShare({
      ...{ v: 1, share, owner: (await alice.owner.me()).userId, chainId: network.deployment.chainId },
      ...{
        ownerAccount: author,
        grantee: author,
        purpose: "a lie",
        records: [record],
        author,
        iat: nowSeconds(),
      },
    });
    const { shareId } = await sharedCity(mallory, bob);
    const { delegation } = await mallory.session.node.share(shareId);
    node.lieAbout(SHARES, (page) => ({
      ...page,
      shares: [{ document, delegation, createdAt: nowSeconds(), lastReadAt: null }],
    }));
    expect(await caughtBy(alice.owner.records.update(record, "Porto"))).to.equal("share-document");
  });

  it("cannot widen a share of hers to another record", async () => {
    const passport = await create();
    const { shareId } = await sharedCity(alice, bob);
    const { document, delegation } = await alice.session.node.share(shareId);
    const [header = "", claims = "", signature = ""] = document.split(".");
    const widened = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(new TextDecoder().decode(fromBase64url(claims))));
    const forged = toBase64url(new TextEncoder().encode(JSON.stringify({ ...widened, records: [passport] })));
    const lie = { document: `${header}.${forged}.${signature}`, delegation, createdAt: 1, lastReadAt: null };
    node.lieAbout(SHARES, (page) => ({ ...page, shares: [lie] }));
    expect(await caughtBy(alice.owner.records.update(passport, "Porto"))).to.equal("share-document");
  });
});

/** A user whose key binding says something else than was signed. */
function withBinding(user: Json, change: Json): Json {
  const signed = fieldsOf(user, "keyBinding");
  return { ...user, keyBinding: { ...signed, binding: { ...fieldsOf(signed, "binding"), ...change } } };
}

function fieldsOf(answer: Json, field: string): Json {
  return z.record(z.string(), z.unknown()).parse(answer[field]);
}
