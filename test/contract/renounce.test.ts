import { expect } from "chai";
import { callingAccount } from "./support/calling-account.ts";
import { domainOf, grantMessage, relayGrant, signGrant } from "./support/messages.ts";
import {
  FAR_FUTURE,
  freshWorld,
  handleOf,
  nextBlockTime,
  randomShareId,
  time,
  type World,
} from "./support/world.ts";

describe("a renunciation", () => {
  let world: World;
  const shareId = randomShareId();

  beforeEach(async () => {
    world = await freshWorld();
  });

  const renounce = (who: "grantee" | "stranger" | "owner" = "grantee") =>
    world.amp.connect(world[who]).renounce(world.owner, shareId);
  const isGranted = () => world.amp.isGranted(world.owner, world.grantee, shareId);
  const grant = (expiresAt = FAR_FUTURE) =>
    world.amp.connect(world.owner).grant(world.grantee, shareId, expiresAt);

  it("ends the grantee's own grant, and says so in an event", async () => {
    await grant();
    await expect(renounce())
      .to.emit(world.amp, "Renounced")
      .withArgs(world.owner.address, world.grantee.address, shareId, 2n);
    expect(await isGranted()).to.equal(false);
  });

  it("is nobody else's to make", async () => {
    await grant();
    for (const who of ["stranger", "owner"] as const)
      await expect(renounce(who))
        .to.be.revertedWithCustomError(world.amp, "NotGranted")
        .withArgs(world.owner.address, world[who].address, shareId);
    expect(await isGranted()).to.equal(true);
  });

  it("is a contract account's to make, whoever sends the transaction", async () => {
    const { amp, owner } = world;
    const { address, call } = await callingAccount(world);
    await amp.connect(owner).grant(address, shareId, FAR_FUTURE);
    await expect(call("renounce", [owner.address, shareId]))
      .to.emit(amp, "Renounced")
      .withArgs(owner.address, address, shareId, 2n);
  });

  it("needs a grant, happens once, and reaches an expired one", async () => {
    const refused = () => expect(renounce()).to.be.revertedWithCustomError(world.amp, "NotGranted");
    await refused();
    const expiresAt = (await nextBlockTime()) + 1000n;
    await grant(expiresAt);
    await time.increaseTo(expiresAt);
    await renounce();
    await refused();
  });

  it("voids a signed grant that was withheld, and leaves the owner free to grant anew", async () => {
    const { amp, owner, grantee } = world;
    await grant();
    const terms = { owner: owner.address, grantee: grantee.address, shareId, expiresAt: FAR_FUTURE };
    const message = await grantMessage(amp, terms);
    const signature = await signGrant(owner, await domainOf(amp), message);
    await renounce();
    await expect(relayGrant(amp, message, signature)).to.be.revertedWithCustomError(amp, "InvalidSignature");
    await grant();
    expect(await isGranted()).to.equal(true);
  });
});

describe("voiding what was signed for a handle", () => {
  let world: World;
  const shareId = randomShareId();
  let handle: string;

  beforeEach(async () => {
    world = await freshWorld();
    handle = handleOf(world.grantee.address, shareId);
  });

  it("ends a withheld first grant, and says so in an event", async () => {
    const { amp, owner, grantee } = world;
    const terms = { owner: owner.address, grantee: grantee.address, shareId, expiresAt: FAR_FUTURE };
    const message = await grantMessage(amp, terms);
    const signature = await signGrant(owner, await domainOf(amp), message);
    await expect(amp.connect(owner).voidMessages(handle))
      .to.emit(amp, "MessagesVoided")
      .withArgs(owner.address, handle, 1n, 1n);
    await expect(relayGrant(amp, message, signature)).to.be.revertedWithCustomError(amp, "InvalidSignature");
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(false);
  });

  it("is a contract account's to do, whoever sends the transaction", async () => {
    const { address, call } = await callingAccount(world);
    await expect(call("voidMessages", [handle]))
      .to.emit(world.amp, "MessagesVoided")
      .withArgs(address, handle, 1n, 1n);
  });

  it("leaves a grant as it is", async () => {
    const { amp, owner, grantee } = world;
    await amp.connect(owner).grant(grantee, shareId, FAR_FUTURE);
    await amp.connect(owner).voidMessages(handle);
    expect(await amp.grantOf(owner, handle)).to.deep.equal([FAR_FUTURE, 0n, 2n]);
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(true);
  });

  it("revives nothing that ended with all", async () => {
    const { amp, owner, grantee } = world;
    await amp.connect(owner).grant(grantee, shareId, FAR_FUTURE);
    await amp.connect(owner).revokeAll();
    await amp.connect(owner).voidMessages(handle);
    expect(await amp.grantOf(owner, handle)).to.deep.equal([FAR_FUTURE, 0n, 2n]);
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(false);
  });

  it("reaches no other owner and no other handle", async () => {
    const { amp, owner, stranger, grantee } = world;
    await amp.connect(stranger).voidMessages(handle);
    expect(await amp.nonceOf(owner, handle)).to.equal(0n);
    await amp.connect(owner).voidMessages(handle);
    expect(await amp.nonceOf(owner, handleOf(grantee.address, randomShareId()))).to.equal(0n);
  });
});
