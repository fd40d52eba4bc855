import {
  accountLinkTypedData,
  type KeyBinding,
  encodeDidKey,
  fromHex,
  KEY_SUCCESSION,
  keyBindingDigest,
  keyBindingTypedData,
  signStatement,
  toBase64url,
  type SignedKeyBinding,
  parseAddress,
  type PublicUser,
  type SignedAccountLink,
  userIdOf,
} from "@idos/protocol";
import { expect } from "chai";
import { importJWK } from "jose";
import { type HDNodeWallet, Wallet } from "ethers";
import { createFreshnessMemory } from "../../src/verify/freshness-memory.ts";
import { verifyPublicUser } from "../../src/verify/public-user.ts";
import { type Actor, createActor, idOf, NOW_SECONDS } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("a user whom a node hands over", () => {
  let alice: Actor;
  let mallory: Actor;

  before(async () => {
    [alice, mallory] = await Promise.all([createActor(), createActor()]);
  });

  const verify = (user: PublicUser, account = alice.account) =>
    verifyPublicUser(user, account, createFreshnessMemory());
  const refused = (user: PublicUser, check: string, account = alice.account) =>
    expectIdosError(() => verify(user, account), "NODE_LIED", check);

  async function link(account: HDNodeWallet, linkedBy: HDNodeWallet): Promise<SignedAccountLink> {
    const accountLink = {
      ...{ userId: alice.user.userId, salt: idOf(5), issuedAt: NOW_SECONDS },
      account: parseAddress(account.address),
      linkedBy: parseAddress(linkedBy.address),
    };
    const { domain, types, message } = accountLinkTypedData(accountLink);
    return {
      link: accountLink,
      signature: await account.signTypedData(domain, types, message),
      linkedBySignature: await linkedBy.signTypedData(domain, types, message),
    };
  }

  async function bind(changes: Partial<KeyBinding>, signer: HDNodeWallet) {
    const { encryptionKey, signingKey } = mallory.keys;
    const facts = { userId: alice.user.userId, account: alice.account, issuedAt: NOW_SECONDS };
    const binding: KeyBinding = { ...facts, encryptionKey, signingKey, ...changes };
    const { domain, types, message } = keyBindingTypedData(binding);
    return { binding, signature: await signer.signTypedData(domain, types, message) };
  }

  /** Alice with a binding after her own. */
  const after = (keyBinding: SignedKeyBinding): PublicUser => {
    const before = alice.user.keyBinding;
    return { ...alice.user, keyBinding, earlierKeyBindings: before === null ? [] : [before] };
  };

  async function succession(next: KeyBinding, by: Actor): Promise<string> {
    const previous = alice.user.keyBinding?.binding;
    if (previous === undefined) throw new Error("no binding");
    const seed = by.keys.signingPrivateKey.subarray(0, 32);
    const bytes = fromHex(by.keys.signingKey);
    const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64url(bytes), d: toBase64url(seed) };
    const claims = { v: 1, previous: keyBindingDigest(previous), next: keyBindingDigest(next) } as const;
    const did = encodeDidKey({ curve: "Ed25519", bytes });
    const key = await importJWK(jwk, "EdDSA");
    if (key instanceof Uint8Array) throw new Error("no key pair");
    return signStatement(KEY_SUCCESSION, claims, did, key);
  }

  it("is accepted with new keys to which the old one consented", async () => {
    const next = await bind({ issuedAt: NOW_SECONDS + 1 }, alice.wallet);
    const signed = { ...next, succession: await succession(next.binding, alice) };
    const { encryptionKey, signingKey } = mallory.keys;
    expect((await verify(after(signed))).keys).to.deep.equal({ encryptionKey, signingKey });
  });

  it("is refused with new keys to which the old one did not consent, or that it signed for others", async () => {
    const next = await bind({ issuedAt: NOW_SECONDS + 1 }, alice.wallet);
    const other = await bind({ issuedAt: NOW_SECONDS + 2 }, alice.wallet);
    await refused(after(next), "key-succession");
    const byMallory = { ...next, succession: await succession(next.binding, mallory) };
    await refused(after(byMallory), "key-succession");
    const ofAnother = { ...next, succession: await succession(other.binding, alice) };
    await refused(after(ofAnother), "key-succession");
    const earlier = await bind({ issuedAt: NOW_SECONDS }, alice.wallet);
    await refused(
      after({ ...earlier, succession: await succession(earlier.binding, alice) }),
      "key-succession",
    );
  });

  it("is accepted with the keys that her own wallet signed", async () => {
    const { encryptionKey, signingKey } = alice.keys;
    expect(await verify(alice.user)).to.deep.equal({
      userId: alice.user.userId,
      accounts: [alice.account],
      history: alice.user.accounts,
      keys: { encryptionKey, signingKey },
      bindings: [alice.user.keyBinding],
    });
  });

  it("has no keys before she publishes one", async () => {
    expect((await verify({ ...alice.user, keyBinding: null })).keys).to.equal(null);
  });

  it("is refused when she is somebody else", () => refused(mallory.user, "user-account"));

  it("is refused when the id does not follow from the founding account", () =>
    refused({ ...alice.user, userId: mallory.user.userId }, "user-id"));

  it("is refused when another founded her with Alice's account named", async () => {
    const [founding] = mallory.user.accounts;
    if (founding === undefined) throw new Error("no founding link");
    const forged = {
      ...founding,
      link: { ...founding.link, account: alice.account, linkedBy: alice.account },
    };
    await refused({ ...alice.user, accounts: [forged] }, "user-id");
    await refused({ ...alice.user, accounts: [] }, "user-id");
  });

  it("is refused when a stranger claims her id, or a new id for her account", async () => {
    const sign = async (account: Actor, userId = alice.user.userId) => {
      const link = { userId, account: account.account, linkedBy: account.account, salt: idOf(5) };
      const { domain, types, message } = accountLinkTypedData({ ...link, issuedAt: NOW_SECONDS });
      const signature = await mallory.wallet.signTypedData(domain, types, message);
      return {
        userId,
        accounts: [{ link: { ...link, issuedAt: NOW_SECONDS }, signature }],
        keyBinding: null,
        earlierKeyBindings: [],
      };
    };
    await refused(await sign(mallory), "user-id", mallory.account);
    await refused(await sign(alice, userIdOf(alice.account, idOf(5))), "user-id");
  });

  it("has further accounts where both the new and an earlier one signed", async () => {
    const [second, third] = [Wallet.createRandom(), Wallet.createRandom()];
    const links = [await link(second, alice.wallet), await link(third, second)];
    const user = await verify({ ...alice.user, accounts: [...alice.user.accounts, ...links] });
    expect(user.accounts).to.deep.equal([
      alice.account,
      parseAddress(second.address),
      parseAddress(third.address),
    ]);
  });

  it("is refused when an account was linked by a stranger, without consent, or before its linker", async () => {
    const [second, third] = [Wallet.createRandom(), Wallet.createRandom()];
    const byStranger = await link(mallory.wallet, mallory.wallet);
    const good = await link(second, alice.wallet);
    const oneSided = { link: good.link, signature: good.signature };
    const unsigned = { ...good, signature: byStranger.signature };
    const early = [await link(third, second), good];
    const halfForged = { ...good, linkedBySignature: byStranger.signature };
    for (const links of [[byStranger], [oneSided], [unsigned], [halfForged], early])
      await refused({ ...alice.user, accounts: [...alice.user.accounts, ...links] }, "account-link");
  });

  it("is refused when the node put its own key in place of hers", async () => {
    const swapped = await bind({}, mallory.wallet);
    await refused({ ...alice.user, keyBinding: swapped }, "key-binding");
    const underOwnAccount = await bind({ account: mallory.account }, mallory.wallet);
    await refused({ ...alice.user, keyBinding: underOwnAccount }, "key-binding");
    await refused({ ...alice.user, keyBinding: mallory.user.keyBinding }, "key-binding");
    const forOtherUser = await bind({ userId: mallory.user.userId }, alice.wallet);
    await refused({ ...alice.user, keyBinding: forOtherUser }, "key-binding");
  });

  it("is refused with an older key after a newer one was seen", async () => {
    const memory = createFreshnessMemory();
    const { encryptionKey, signingKey } = alice.keys;
    const newer = await bind({ encryptionKey, signingKey, issuedAt: NOW_SECONDS + 1 }, alice.wallet);
    await verifyPublicUser(after(newer), alice.account, memory);
    const replay = () => verifyPublicUser(alice.user, alice.account, memory);
    await expectIdosError(replay, "NODE_LIED", "key-binding-rollback");
  });

  it("is refused without a key after one was seen, so that she makes no second one beside it", async () => {
    const memory = createFreshnessMemory();
    const keyless = { ...alice.user, keyBinding: null };
    expect((await verifyPublicUser(keyless, alice.account, memory)).keys).to.equal(null);
    await verifyPublicUser(alice.user, alice.account, memory);
    const hidden = () => verifyPublicUser(keyless, alice.account, memory);
    await expectIdosError(hidden, "NODE_LIED", "key-binding-rollback");
  });
});
