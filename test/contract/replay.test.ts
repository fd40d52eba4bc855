import { expect } from "chai";
import {
  domainOf,
  type GrantMessage,
  grantMessage,
  relayGrant,
  relayRevoke,
  revokeMessage,
  signGrant,
  signRevoke,
} from "./support/messages.ts";
import {
  deployContract,
  FAR_FUTURE,
  freshWorld,
  NEVER_EXPIRES,
  randomShareId,
  type World,
} from "./support/world.ts";

describe("a signed message", () => {
  let world: World;
  let message: GrantMessage;
  let signature: string;

  beforeEach(async () => {
    world = await freshWorld();
    const { amp, owner, grantee } = world;
    const terms = { owner: owner.address, grantee: grantee.address, shareId: randomShareId() };
    message = await grantMessage(amp, { ...terms, expiresAt: FAR_FUTURE });
    signature = await signGrant(owner, await domainOf(amp), message);
  });

  const isGranted = () => world.amp.isGranted(message.owner, message.grantee, message.shareId);
  const expectVoid = async (amp = world.amp) => {
    await expect(relayGrant(amp, message, signature))
      .to.be.revertedWithCustomError(amp, "InvalidSignature")
      .withArgs(message.owner);
  };

  it("is good for anyone to send", async () => {
    await relayGrant(world.amp.connect(world.stranger), message, signature);
    expect(await isGranted()).to.equal(true);
  });

  it("is void once used", async () => {
    await relayGrant(world.amp, message, signature);
    await expectVoid();
  });

  it("is void after the grant that it made was revoked", async () => {
    await relayGrant(world.amp, message, signature);
    await world.amp.connect(world.owner).revoke(message.grantee, message.shareId);
    await expectVoid();
    expect(await isGranted()).to.equal(false);
  });

  it("withheld, is void after a direct grant and its revocation", async () => {
    const own = world.amp.connect(world.owner);
    await own.grant(message.grantee, message.shareId, NEVER_EXPIRES);
    await expectVoid();
    await own.revoke(message.grantee, message.shareId);
    await expectVoid();
    expect(await isGranted()).to.equal(false);
  });

  it("withheld, is void after a revocation of all", async () => {
    await world.amp.connect(world.owner).revokeAll();
    await expectVoid();
    expect(await isGranted()).to.equal(false);
  });

  it("is void after a revocation of all and a new grant", async () => {
    await relayGrant(world.amp, message, signature);
    await world.amp.connect(world.owner).revokeAll();
    await world.amp.connect(world.owner).grant(message.grantee, message.shareId, NEVER_EXPIRES);
    await expectVoid();
  });

  it("outlives what the owner does with another share", async () => {
    const own = world.amp.connect(world.owner);
    const shareId = randomShareId();
    await own.grant(message.grantee, shareId, FAR_FUTURE);
    await own.revoke(message.grantee, shareId);
    await relayGrant(world.amp, message, signature);
    expect(await isGranted()).to.equal(true);
  });

  it("to revoke is void after a new grant", async () => {
    await relayGrant(world.amp, message, signature);
    const revocation = await revokeMessage(world.amp, {
      owner: message.owner,
      grantee: message.grantee,
      shareId: message.shareId,
    });
    const revocationSignature = await signRevoke(world.owner, await domainOf(world.amp), revocation);
    await relayRevoke(world.amp, revocation, revocationSignature);
    await world.amp.connect(world.owner).grant(message.grantee, message.shareId, FAR_FUTURE);
    await expect(relayRevoke(world.amp, revocation, revocationSignature))
      .to.be.revertedWithCustomError(world.amp, "InvalidSignature")
      .withArgs(message.owner);
    expect(await isGranted()).to.equal(true);
  });

  it("is void in another deployment on the same chain", async () => {
    await expectVoid(await deployContract(world.stranger));
  });

  it("for another chain is void", async () => {
    const domain = await domainOf(world.amp);
    for (const chainId of [1n, 31338n]) {
      signature = await signGrant(world.owner, { ...domain, chainId }, message);
      await expectVoid();
    }
  });
});
