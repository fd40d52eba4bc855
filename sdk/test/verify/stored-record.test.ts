import {
  type Address,
  headerHash,
  type RecordHeader,
  type SignedWriteGrant,
  type WriteGrant,
  writeGrantTypedData,
} from "@idos/protocol";
import { expect } from "chai";
import type { HDNodeWallet } from "ethers";
import { createFreshnessMemory } from "../../src/verify/freshness-memory.ts";
import { verifyPublicUser } from "../../src/verify/public-user.ts";
import { verifyStoredRecord } from "../../src/verify/stored-record.ts";
import { type Actor, createActor, idOf, NOW_SECONDS } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("a record that a node hands over", () => {
  let alice: Actor;
  let issuer: Actor;

  before(async () => {
    [alice, issuer] = await Promise.all([createActor(), createActor()]);
  });

  function header(changes: Partial<RecordHeader> = {}): RecordHeader {
    return {
      ...{ v: 1, owner: alice.user.userId, record: idOf(2), version: 1, prev: null, envelope: idOf(3) },
      ...{ deleted: false, kind: "attribute", author: alice.account, iat: NOW_SECONDS },
      ...changes,
    };
  }

  async function verify(signed: RecordHeader, author: Actor, memory = createFreshnessMemory()) {
    const owner = await verifyPublicUser(alice.user, alice.account, createFreshnessMemory());
    const stored = { header: await author.sign(signed), delegation: author.delegation };
    return verifyStoredRecord(stored, { record: idOf(2), owner }, memory);
  }

  const refused = (check: string, signed: RecordHeader, author = alice) =>
    expectIdosError(() => verify(signed, author), "NODE_LIED", check);

  async function writeGrant(changes: Partial<WriteGrant>, signer: HDNodeWallet): Promise<SignedWriteGrant> {
    const grant: WriteGrant = {
      ...{ grantId: idOf(8), userId: alice.user.userId, account: alice.account, issuer: issuer.account },
      ...{ recordsMax: 1, notAfter: NOW_SECONDS + 60 },
      ...changes,
    };
    const { domain, types, message } = writeGrantTypedData(grant);
    return { grant, signature: await signer.signTypedData(domain, types, message) };
  }

  const issued = (grant: SignedWriteGrant, author: Address = issuer.account) =>
    header({ kind: "credential", author, writeGrant: grant });

  it("is accepted from its owner", async () => {
    const { author } = await verify(header(), alice);
    expect(author).to.deep.equal({ account: alice.account, role: "owner" });
  });

  it("is accepted from an issuer whom a linked account of hers allowed to write", async () => {
    const { author } = await verify(issued(await writeGrant({}, alice.wallet)), issuer);
    expect(author).to.deep.equal({ account: issuer.account, role: "issuer" });
  });

  it("is refused when it is another user's or another record", async () => {
    await refused("header-owner", header({ owner: idOf(9) }));
    await refused("header-record", header({ record: idOf(9) }));
  });

  it("is refused when its header was changed after signing", async () => {
    const owner = await verifyPublicUser(alice.user, alice.account, createFreshnessMemory());
    const [first, , signature] = (await alice.sign(header())).split(".");
    const [, payload] = (await alice.sign(header({ envelope: idOf(4) }))).split(".");
    const stored = { header: [first, payload, signature].join("."), delegation: alice.delegation };
    const call = () => verifyStoredRecord(stored, { record: null, owner }, createFreshnessMemory());
    await expectIdosError(call, "NODE_LIED", "header-signature");
  });

  it("is refused when a stranger's session signed in the owner's name", async () => {
    await refused("header-delegation", header(), issuer);
    await refused("header-author", header({ author: issuer.account }), issuer);
  });

  it("is refused when it was signed after the session's end", () =>
    refused("header-delegation", header({ iat: NOW_SECONDS + 3600 })));

  it("is refused when the write grant is not by her, not for this issuer, another user's or past", async () => {
    const grants = [
      await writeGrant({}, issuer.wallet),
      await writeGrant({ account: issuer.account }, issuer.wallet),
      await writeGrant({ issuer: alice.account }, alice.wallet),
      await writeGrant({ userId: idOf(9) }, alice.wallet),
      await writeGrant({ notAfter: NOW_SECONDS - 1 }, alice.wallet),
    ];
    for (const grant of grants) await refused("header-author", issued(grant), issuer);
  });

  it("is refused when a write grant is used for anything but a new credential", async () => {
    const grant = await writeGrant({}, alice.wallet);
    await refused("header-author", { ...issued(grant), kind: "attribute" }, issuer);
    await refused("header-author", { ...issued(grant), version: 2, prev: idOf(4) }, issuer);
  });

  it("is refused when it is older than what this client saw, and when two are one version", async () => {
    const memory = createFreshnessMemory();
    const first = await verify(header(), alice, memory);
    await verify(header({ version: 2, prev: first.headerHash }), alice, memory);
    await expectIdosError(() => verify(header(), alice, memory), "NODE_LIED", "header-rollback");
    const fork = header({ version: 2, prev: first.headerHash, envelope: idOf(7) });
    await expectIdosError(() => verify(fork, alice, memory), "NODE_LIED", "header-fork");
  });

  it("names the hash by which its successor refers to it", async () => {
    const memory = createFreshnessMemory();
    const jws = await alice.sign(header());
    const owner = await verifyPublicUser(alice.user, alice.account, createFreshnessMemory());
    const stored = { header: jws, delegation: alice.delegation };
    const verified = await verifyStoredRecord(stored, { record: null, owner }, memory);
    expect(verified.headerHash).to.equal(headerHash(jws));
  });
});
