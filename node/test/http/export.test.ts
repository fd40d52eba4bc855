import {
  ACCESS_REQUEST,
  type ExportDataLine,
  exportEndSchema,
  type ExportLine,
  exportLineSchema,
  LIMITS,
  MEDIA_TYPES,
  meSchema,
  PATHS,
  sha256,
  verifyStatement,
} from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor, nowSeconds } from "../harness/actor.ts";
import { exportedLines } from "../../src/export/exported-lines.ts";
import { exportedRecord } from "../../src/export/exported-record.ts";
import { withEnd } from "../../src/export/with-end.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { type Answer, get, jsonRequest } from "../harness/exchange.ts";
import { linkAccount } from "../harness/linked-account.ts";
import { makeDeletion, makeVersion, put, remove, stage, store, type Version } from "../harness/records.ts";
import { pendingRequest } from "../harness/requests.ts";
import { documentOf, putShare } from "../harness/shares.ts";
import {
  backUpTwice,
  createUser,
  keyBinding,
  randomId,
  signedInProvider,
  succeeded,
  type User,
  writeGrant,
} from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

/** The lines, each parsed by the protocol's schema; fails the test unless the last one is true of all the others. */
function wholeExport({ bytes, headers }: Answer): ExportLine[] {
  expect(headers.get("content-type")).to.equal(MEDIA_TYPES.jsonLines);
  const texts = new TextDecoder().decode(bytes).split("\n");
  expect(texts.pop(), "after the last LF").to.equal("");
  const lines = texts.map((text) => exportLineSchema.parse(JSON.parse(text)));
  const end = exportEndSchema.parse(lines.at(-1));
  const before = lines.slice(0, -1);
  const counts: Record<string, number> = {};
  for (const { type } of before) counts[type] = (counts[type] ?? 0) + 1;
  expect(end.counts).to.deep.equal(counts);
  expect(end.sha256).to.equal(
    sha256(
      texts
        .slice(0, -1)
        .map((text) => `${text}\n`)
        .join(""),
    ),
  );
  return before;
}

describe("an export over HTTP", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    alice = await createUser(node, provider);
    bob = await createUser(node, provider);
  });
  after(() => node.stop());

  const exported = async (who: Actor): Promise<ExportLine[]> =>
    wholeExport(succeeded(await who.request(get(PATHS.ownExport))));

  it("has everything that one has, and nothing of another's", async () => {
    const added = await createActor(node);
    succeeded(await alice.request(await linkAccount(node, alice, added.wallet)));
    const [encryptionKey, signingKey] = [randomId(), randomId()];
    for (const issuedAt of [nowSeconds(node) - 5, nowSeconds(node)]) {
      const binding = await keyBinding(node, alice, { issuedAt, encryptionKey, signingKey });
      succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, binding)));
    }
    await backUpTwice(alice);
    const kept = await store(node, alice);
    const deletion = await makeDeletion(node, alice, await store(node, alice));
    succeeded(await alice.request(remove(deletion)));
    const signed = await writeGrant(node, alice, provider);
    const issued = await makeVersion(node, provider, alice.userId, undefined, {
      header: { kind: "credential", writeGrant: signed },
    });
    succeeded(await provider.request(stage(issued)));
    succeeded(await provider.request(put(issued)));
    const share = randomId();
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [kept])));
    const toHer = await pendingRequest(node, bob, alice.account);
    const byHer = await pendingRequest(node, alice, bob.account);
    await store(node, bob);

    const lines = await exported(alice);
    const of = <Type extends ExportLine["type"]>(type: Type) =>
      lines.filter((line): line is Extract<ExportLine, { type: Type }> => line.type === type);

    const me = meSchema.parse(succeeded(await alice.request(get(PATHS.me))).json);
    expect(lines[0]).to.include({ type: "user", v: 1, userId: alice.userId, node: node.origin });
    expect(of("account").map(({ account }) => account)).to.deep.equal(me.accounts);
    expect(of("key-binding")).to.have.length(2);
    expect(of("key-binding").at(-1)?.keyBinding).to.deep.equal(me.keyBinding);
    expect(of("key-backup").map(({ keyBackup }) => keyBackup.slot)).to.have.members([
      "password",
      "recovery-code",
    ]);
    const headers = of("record").map(({ record }) => record.header);
    expect(headers).to.have.members([kept.jws, deletion.jws, issued.jws]);
    for (const version of [kept, issued]) {
      const parts = of("envelope").filter(({ record }) => record === version.header.record);
      expect(sha256(Buffer.concat(parts.map(({ bytes }) => bytes)))).to.equal(version.header.envelope);
    }
    const [shared] = of("share");
    if (shared === undefined) throw new Error("no share was exported");
    expect((await documentOf(shared.share)).share).to.equal(share);
    expect(shared.keys.map(({ record }) => record)).to.deep.equal([kept.header.record]);
    const asked = await Promise.all(
      of("request").map(({ request: { document } }) => verifyStatement(ACCESS_REQUEST, document)),
    );
    expect(asked.map((verified) => verified?.claims.request)).to.have.members([toHer, byHer]);
    expect(of("write-grant-use").map(({ grantId }) => grantId)).to.deep.equal([signed.grant.grantId]);
    expect(of("session")).to.have.length(1);
    expect(JSON.stringify(of("record"))).not.to.include(bob.userId);
  });

  it("gives a large envelope in parts, in order and whole", async () => {
    const owner = await createUser(node, provider);
    const version = await makeVersion(node, owner, owner.userId);
    const padding = new Uint8Array(2 * LIMITS.exportChunkBytesMax).fill(7);
    const envelope = Buffer.concat([version.envelope, padding]);
    const header = { record: version.header.record, envelope: sha256(envelope) };
    const large = { ...(await makeVersion(node, owner, owner.userId, undefined, { header })), envelope };
    succeeded(await owner.request(stage(large)));
    succeeded(await owner.request(put(large)));
    const parts = (await exported(owner)).flatMap((line) => (line.type === "envelope" ? [line] : []));
    expect(parts).to.have.length(3);
    const offsets = parts.map((_, index) => index * LIMITS.exportChunkBytesMax);
    expect(parts.map(({ offset }) => offset)).to.deep.equal(offsets);
    expect(Buffer.compare(Buffer.concat(parts.map(({ bytes }) => bytes)), envelope)).to.equal(0);
  });

  it("begins a record anew where another version comes in between", async () => {
    const owner = await createUser(node, provider);
    const first = await store(node, owner);
    const lines = exportedRecord(node.store.records, first.header.record);
    const all: ExportDataLine[] = [];
    let second: Version | undefined;
    for await (const line of lines) {
      all.push(line);
      second ??= await store(node, owner, first);
    }
    const headers = all.flatMap((line) => (line.type === "record" ? [line.record.header] : []));
    expect(headers).to.deep.equal([first.jws, second?.jws]);
    expect(all.map(({ type }) => type)).to.deep.equal(["record", "record", "envelope"]);
  });

  it("breaks off, without its end, when its owner is erased meanwhile", async () => {
    const owner = await createUser(node, provider);
    await store(node, owner);
    const user = await node.store.users.userById(owner.userId);
    if (user === undefined) throw new Error("there is no such user");
    const source = { store: node.store, origin: node.origin, nowSeconds: () => nowSeconds(node) };
    const lines = withEnd(exportedLines(source, user));
    await lines.next();
    succeeded(await owner.request(erase(await signErasure(node, owner))));
    const types = [];
    try {
      for await (const { type } of lines) types.push(type);
      expect.fail("it came to an end");
    } catch (error) {
      expect(error).to.have.property("message").that.includes("erased");
    }
    expect(types).not.to.include("end");
  });

  it("takes the scopes of reading and of the keys", async () => {
    for (const scopes of [["read"], ["keys"]] as const) {
      const actor = await createActor(node, alice.wallet);
      succeeded(await actor.signIn(scopes));
      expect((await actor.request(get(PATHS.ownExport))).outcome).to.equal("403 SCOPE_MISSING");
    }
    const both = await createActor(node, alice.wallet);
    succeeded(await both.signIn(["read", "keys"]));
    await exported(both);
  });

  it("is nothing for an account without an entry", async () => {
    const stranger = await createActor(node);
    succeeded(await stranger.signIn());
    expect((await stranger.request(get(PATHS.ownExport))).outcome).to.equal("403 NO_USER");
  });
});
