import {
  concat,
  hexlify,
  type HDNodeWallet,
  randomBytes,
  Signature,
  type Signer,
  toBeHex,
  Wallet,
} from "ethers";
import { expect } from "chai";
import { domainOf, grantMessage, relayGrant, signGrant } from "./support/messages.ts";
import {
  ethers,
  FAR_FUTURE,
  freshWorld,
  networkHelpers,
  randomShareId,
  type World,
} from "./support/world.ts";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const ELSEWHERE = "0x00000000000000000000000000000000deadbeef";

describe("the signature of an account with code", () => {
  let world: World;
  let wallet: Wallet | HDNodeWallet;

  beforeEach(async () => {
    world = await freshWorld();
    wallet = new Wallet(hexlify(randomBytes(32)), ethers.provider);
    await networkHelpers.setBalance(wallet.address, ethers.parseEther("1"));
  });

  /** A real EIP-7702 transaction, by which the wallet points its code to a new contract. */
  async function delegateTo(contract: string, args: unknown[] = []): Promise<void> {
    const delegate = await ethers.deployContract(contract, args);
    const nonce = await wallet.getNonce();
    const authorization = await wallet.authorize({ address: await delegate.getAddress(), nonce: nonce + 1 });
    const transaction = { type: 4, to: world.stranger.address, authorizationList: [authorization] };
    await (await wallet.sendTransaction(transaction)).wait();
    expect(await ethers.provider.getCode(wallet.address)).to.match(/^0xef0100[0-9a-f]{40}$/);
  }

  async function grantSignedBy(signer: Signer, owner: string) {
    const { amp, grantee } = world;
    const terms = { owner, grantee: grantee.address, shareId: randomShareId(), expiresAt: FAR_FUTURE };
    const message = await grantMessage(amp, terms);
    return relayGrant(amp, message, await signGrant(signer, await domainOf(amp), message));
  }

  const expectValid = (signer: Signer, owner: string) =>
    expect(grantSignedBy(signer, owner)).to.emit(world.amp, "Granted");
  const expectInvalid = (signer: Signer, owner: string) =>
    expect(grantSignedBy(signer, owner))
      .to.be.revertedWithCustomError(world.amp, "InvalidSignature")
      .withArgs(owner);

  describe("a contract account", () => {
    it("is what the contract says it is (ERC-1271)", async () => {
      const account = await ethers.deployContract("KeyedAccount", [wallet.address]);
      await expectValid(wallet, await account.getAddress());
      await expectInvalid(world.stranger, await account.getAddress());
    });

    it("is nothing where the contract does not speak ERC-1271", async () => {
      const account = await ethers.deployContract("SilentAccount");
      await expectInvalid(wallet, await account.getAddress());
    });
  });

  describe("an account that delegates its code (EIP-7702)", () => {
    it("is its key's where the delegate does not speak ERC-1271", async () => {
      await delegateTo("SilentAccount");
      await expectValid(wallet, wallet.address);
      await expectInvalid(world.stranger, wallet.address);
    });

    it("is its key's where the delegate knows another one, and that one's too", async () => {
      await delegateTo("KeyedAccount", [world.stranger.address]);
      await expectValid(wallet, wallet.address);
      await expectValid(world.stranger, wallet.address);
      await expectInvalid(world.relayer, wallet.address);
    });
  });

  it("has the same form where a delegating account's key made it", async () => {
    await delegateTo("SilentAccount");
    const { amp, grantee } = world;
    const terms = { owner: wallet.address, grantee: grantee.address, shareId: randomShareId() };
    const message = await grantMessage(amp, { ...terms, expiresAt: FAR_FUTURE });
    const signature = await signGrant(wallet, await domainOf(amp), message);
    const { r, s, v, compactSerialized } = Signature.from(signature);
    const malleated = concat([r, toBeHex(CURVE_ORDER - BigInt(s), 32), toBeHex(55 - v, 1)]);
    for (const bytes of ["0x", compactSerialized, malleated, concat([signature, "0x00"])])
      await expect(relayGrant(amp, message, bytes))
        .to.be.revertedWithCustomError(amp, "InvalidSignature")
        .withArgs(wallet.address);
    await relayGrant(amp, message, signature);
  });

  const notDelegations = {
    "of a delegation's length that is none": concat(["0x5f5ffd", ELSEWHERE]),
    "of that length whose first bytes are the greater number": concat(["0xf00100", ELSEWHERE]),
  };
  for (const [what, code] of Object.entries(notDelegations)) {
    it(`is not the key's for code ${what}`, async () => {
      await networkHelpers.setCode(wallet.address, code);
      await expectInvalid(wallet, wallet.address);
    });
  }
});
