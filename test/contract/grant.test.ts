import { ZeroAddress, ZeroHash } from "ethers";
import { expect } from "chai";
import { type Owner, OWNERS, type Share } from "./support/owners.ts";
import {
  FAR_FUTURE,
  freshWorld,
  handleOf,
  NEVER_EXPIRES,
  randomShareId,
  nextBlockTime,
  time,
  type World,
} from "./support/world.ts";

for (const { way, create } of OWNERS) {
  describe(`a grant ${way}`, () => {
    let world: World;
    let owner: Owner;
    let share: Share;

    beforeEach(async () => {
      world = await freshWorld();
      owner = await create(world);
      share = { grantee: world.grantee.address, shareId: randomShareId() };
    });

    const isGranted = ({ grantee, shareId } = share) => world.amp.isGranted(owner.address, grantee, shareId);

    it("lets the grantee read the share, and says so in an event", async () => {
      await expect(owner.grant(share, FAR_FUTURE))
        .to.emit(world.amp, "Granted")
        .withArgs(owner.address, share.grantee, share.shareId, FAR_FUTURE, 1n);
      expect(await isGranted()).to.equal(true);
    });

    it("lets nobody else read it, and no other share be read", async () => {
      await owner.grant(share, FAR_FUTURE);
      expect(await isGranted({ ...share, grantee: world.stranger.address })).to.equal(false);
      expect(await isGranted({ ...share, shareId: randomShareId() })).to.equal(false);
      expect(await world.amp.isGranted(share.grantee, owner.address, share.shareId)).to.equal(false);
    });

    it("is stored under its handle with expiry, epoch and nonce", async () => {
      await owner.revokeAll();
      await owner.grant(share, FAR_FUTURE);
      const handle = handleOf(share.grantee, share.shareId);
      expect(await world.amp.grantOf(owner.address, handle)).to.deep.equal([FAR_FUTURE, 1n, 1n]);
    });

    it("again changes the expiry, to a later and to an earlier one", async () => {
      const handle = handleOf(share.grantee, share.shareId);
      const expiries = [FAR_FUTURE, NEVER_EXPIRES, FAR_FUTURE - 1n];
      for (const [i, expiresAt] of expiries.entries()) {
        await owner.grant(share, expiresAt);
        expect(await world.amp.grantOf(owner.address, handle)).to.deep.equal([expiresAt, 0n, BigInt(i) + 1n]);
      }
    });

    it("needs a grantee", async () => {
      await expect(owner.grant({ ...share, grantee: ZeroAddress }, FAR_FUTURE)).to.be.revertedWithCustomError(
        world.amp,
        "ZeroGrantee",
      );
    });

    it("needs a share", async () => {
      await expect(owner.grant({ ...share, shareId: ZeroHash }, FAR_FUTURE)).to.be.revertedWithCustomError(
        world.amp,
        "ZeroShareId",
      );
    });

    it("must end later than its own block", async () => {
      const now = BigInt(await time.latest()) + 100n;
      for (const expiresAt of [0n, now - 1n, now]) {
        await time.setNextBlockTimestamp(now);
        const passedOver = owner.passesOver.includes("grant");
        const error = passedOver ? "NothingToChange" : "ExpiryInThePast";
        const values = passedOver ? [owner.address] : [expiresAt, now];
        await expect(owner.grant(share, expiresAt))
          .to.be.revertedWithCustomError(world.amp, error)
          .withArgs(...values);
      }
      await time.setNextBlockTimestamp(now);
      await owner.grant(share, now + 1n);
      expect(await time.latest()).to.equal(Number(now));
    });

    for (const offset of [-1n, 0n, 1n]) {
      const counts = offset < 0n;
      it(`${counts ? "counts" : "is over"} at its expiry ${offset < 0n ? "-" : "+"} ${Math.abs(Number(offset))} s`, async () => {
        const expiresAt = (await nextBlockTime()) + 1000n;
        await owner.grant(share, expiresAt);
        await time.increaseTo(expiresAt + offset);
        expect(await isGranted()).to.equal(counts);
      });
    }

    it("without expiry is never over", async () => {
      await owner.grant(share, NEVER_EXPIRES);
      await time.increaseTo(2n ** 40n);
      expect(await isGranted()).to.equal(true);
    });
  });
}
