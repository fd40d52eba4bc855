import { decodeDidKey, PATHS, toHex } from "@idos/protocol";
import { expect } from "chai";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { ed25519Keys, p256Keys } from "../harness/session-keys.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, keyBackup, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const [ALICE, BOB] = [0, 1];
/** How many points the curve's group has (FIPS 186-5, P-256). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;

const me = get(PATHS.me);

const numberOf = (bytes: Uint8Array): bigint => BigInt(toHex(bytes));
const scalar = (value: bigint): Buffer =>
  Buffer.from(value.toString(16).padStart(2 * SCALAR_BYTES, "0"), "hex");
const halves = (signature: Uint8Array) =>
  [signature.subarray(0, SCALAR_BYTES), signature.subarray(SCALAR_BYTES)] as const;

/** The same authorization with another signature in it. */
function resigned(authorization: string, change: (signature: Buffer) => Uint8Array): string {
  const at = authorization.lastIndexOf(".") + 1;
  const signature = Buffer.from(authorization.slice(at), "base64url");
  return authorization.slice(0, at) + Buffer.from(change(signature)).toString("base64url");
}

/** The other signature by which ECDSA accepts the same message: -s for s. */
const twinOf = (authorization: string): string =>
  resigned(authorization, (signature) => {
    const [r, s] = halves(signature);
    return Buffer.concat([r, scalar(ORDER - numberOf(s))]);
  });

describe("a session whose key is of P-256", () => {
  let node: TestNode;
  let alice: User;
  let bob: User;
  before(async () => {
    node = await startTestNode();
    const provider = await signedInProvider(node);
    const asUser = (account: number) =>
      createUser(node, provider, node.deployed.chain.account(account), p256Keys);
    [alice, bob] = [await asUser(ALICE), await asUser(BOB)];
    for (const { sessionKey } of [alice, bob]) expect(decodeDidKey(sessionKey).curve).to.equal("P-256");
  });
  after(() => node.stop());

  it("signs in, writes, shares and reads as any other", async () => {
    const version = await store(node, alice, await store(node, alice));
    const share = randomId();
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [version])));
    const block = await node.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });
    await node.deployed.chain.mine(CONFIRMATIONS);
    const path = `${PATHS.shareEnvelope(share, version.header.record)}?atLeast=${block + CONFIRMATIONS}`;
    expect(toHex(succeeded(await bob.request(get(path))).bytes)).to.equal(toHex(version.envelope));
  });

  it("proves nothing by a signature that is not by its key over this request", async () => {
    const genuine = await alice.authorize(me);
    const { privateKey: ofEd25519 } = await ed25519Keys();
    const another = Buffer.from((await alice.authorize(me)).split(".").at(-1) ?? "", "base64url");
    const swapped = (change: (signature: Buffer) => Uint8Array): string => resigned(genuine, change);
    const forged = {
      "zeros (CVE-2022-21449)": swapped(() => new Uint8Array(2 * SCALAR_BYTES)),
      "the group's order": swapped(() => Buffer.concat([scalar(ORDER), scalar(ORDER)])),
      "r and s in the other order": swapped((signature) => Buffer.concat([...halves(signature)].reverse())),
      "a bit changed": swapped((signature) =>
        Buffer.concat([signature.subarray(0, -1), Buffer.of((signature.at(-1) ?? 0) ^ 1)]),
      ),
      "an s beyond the order": swapped((signature) => signature.fill(0xff, SCALAR_BYTES)),
      "a byte less": swapped((signature) => signature.subarray(1)),
      "a byte more": swapped((signature) => Buffer.concat([signature, Buffer.of(0)])),
      "another P-256 key's": await alice.authorize(me, { signedBy: bob.privateKey }),
      "another request's": swapped(() => another),
      "an Ed25519 key's": await alice.authorize(me, { header: { alg: "EdDSA" }, signedBy: ofEd25519 }),
    };
    for (const [what, authorization] of Object.entries(forged)) {
      const { outcome } = await alice.request(me, { authorization });
      expect(outcome, what).to.equal("401 PROOF_INVALID");
    }
    // None of them used up the genuine one.
    succeeded(await alice.request(me, { authorization: genuine }));
  });

  it("serves once for a proof and its twin (r, -s), whichever comes first", async () => {
    const sent = keyBackup("one");
    for (const isTwinFirst of [false, true]) {
      const authorization = await alice.authorize(sent);
      const twin = twinOf(authorization);
      expect(twin).to.not.equal(authorization);
      const [first, second] = isTwinFirst ? [twin, authorization] : [authorization, twin];
      const outcomes = [];
      for (const shown of [first, second, first])
        outcomes.push((await alice.request(sent, { authorization: shown })).outcome);
      expect(outcomes).to.deep.equal(["204", "401 PROOF_REPLAYED", "401 PROOF_REPLAYED"]);
    }
  });
});
