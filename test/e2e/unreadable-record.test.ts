import { parseBytes32, type RecordHeader, sha256, toBase64url, toHex } from "@idos/protocol";
import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { sealEnvelope } from "../../sdk/src/crypto/envelope.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled } from "../harness/people.ts";

describe("a record that cannot be read", () => {
  let network: TestNetwork;
  let alice: Person;
  let careless: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    careless = await settled(network, 2);
  });
  after(() => network.stop());

  /** What an issuer whom she allowed to write leaves in her data: a credential of no known form, sealed to `recipient`. */
  async function leaveCredential(recipient: Person): Promise<string> {
    const writeGrant = await alice.owner.allowIssuer({ issuer: careless.account });
    const { userId: owner } = await alice.owner.me();
    const record = parseBytes32(toHex(randomBytes(32)));
    const clear = { owner, record, recordVersion: 1, prev: null, contentType: "text/plain" };
    const { encryptionKey } = recipient.session.keys.current();
    const { bytes, wrappedKeys } = await sealEnvelope(clear, new TextEncoder().encode("?"), [encryptionKey]);
    const { session } = careless;
    const header: RecordHeader = {
      ...{ v: 1, owner, record, version: 1, prev: null, envelope: sha256(bytes), deleted: false },
      ...{ kind: "credential", author: session.account, iat: session.nowSeconds(), writeGrant },
    };
    await session.node.stageEnvelope(sha256(bytes), bytes);
    const [wrappedKey = new Uint8Array()] = wrappedKeys;
    const jws = await session.signHeader(header);
    await session.node.putRecord(record, { header: jws, wrappedKey: toBase64url(wrappedKey), shareKeys: [] });
    return record;
  }

  it("is reported beside the others, which she reads and shares as before", async () => {
    const name = await alice.owner.records.create({ type: "profile/name", value: "Alice" });
    const [malformed, forAnother] = [await leaveCredential(alice), await leaveCredential(careless)];
    const { records, unreadable } = await alice.owner.records.readAll();
    expect(records.map(({ id }) => id)).to.deep.equal([name]);
    expect(unreadable.map(({ id, code }) => ({ id, code }))).to.have.deep.members([
      { id: malformed, code: "CONTENT_MALFORMED" },
      { id: forAnother, code: "DECRYPTION_FAILED" },
    ]);
    expect(unreadable[0]?.author).to.deep.equal({ account: careless.account, role: "issuer" });
    const terms = { records: ["profile/name"], grantee: careless.account, purpose: "A letter" };
    const { receipt } = await alice.owner.requestAccess({ ...terms, expiresIn: "1d" });
    expect(receipt.blockNumber).to.be.greaterThan(0);
  });
});
