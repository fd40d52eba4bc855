import { expect } from "chai";
import { type Owner, OWNERS, type Share } from "./support/owners.ts";
import {
  FAR_FUTURE,
  freshWorld,
  handleOf,
  nextBlockTime,
  randomShareId,
  time,
  type World,
} from "./support/world.ts";

for (const { way, create } of OWNERS) {
  describe(`a revocation ${way}`, () => {
    let world: World;
    let owner: Owner;
    let share: Share;

    beforeEach(async () => {
      world = await freshWorld();
      owner = await create(world);
      share = { grantee: world.grantee.address, shareId: randomShareId() };
    });

    const isGranted = ({ grantee, shareId } = share) => world.amp.isGranted(owner.address, grantee, shareId);
    const expectNotGranted = (transaction: Promise<unknown>, { grantee, shareId } = share) =>
      owner.passesOver.includes("revoke")
        ? expect(transaction)
            .to.be.revertedWithCustomError(world.amp, "NothingToChange")
            .withArgs(owner.address)
        : expect(transaction)
            .to.be.revertedWithCustomError(world.amp, "NotGranted")
            .withArgs(owner.address, grantee, shareId);

    it("ends the grant, and says so in an event", async () => {
      await owner.grant(share, FAR_FUTURE);
      await expect(owner.revoke(share))
        .to.emit(world.amp, "Revoked")
        .withArgs(owner.address, share.grantee, share.shareId, 2n);
      expect(await isGranted()).to.equal(false);
    });

    it("ends no other grant", async () => {
      const others = [
        { ...share, shareId: randomShareId() },
        { ...share, grantee: world.stranger.address },
      ];
      for (const each of [share, ...others]) await owner.grant(each, FAR_FUTURE);
      await owner.revoke(share);
      for (const other of others) expect(await isGranted(other)).to.equal(true);
    });

    it("keeps the handle's nonce, and the next grant goes on from it", async () => {
      const handle = handleOf(share.grantee, share.shareId);
      await owner.grant(share, FAR_FUTURE);
      await owner.revoke(share);
      expect(await world.amp.grantOf(owner.address, handle)).to.deep.equal([0n, 0n, 2n]);
      await owner.grant(share, FAR_FUTURE);
      expect(await world.amp.nonceOf(owner.address, handle)).to.equal(3n);
      expect(await isGranted()).to.equal(true);
    });

    it("in a later epoch leaves no expiry", async () => {
      const handle = handleOf(share.grantee, share.shareId);
      await owner.revokeAll();
      await owner.grant(share, FAR_FUTURE);
      await owner.revoke(share);
      expect(await world.amp.grantOf(owner.address, handle)).to.deep.equal([0n, 1n, 2n]);
    });

    it("needs a grant", async () => {
      await expectNotGranted(owner.revoke(share));
    });

    it("happens once", async () => {
      await owner.grant(share, FAR_FUTURE);
      await owner.revoke(share);
      await expectNotGranted(owner.revoke(share));
    });

    it("does not reach another owner's grant", async () => {
      await world.amp.connect(world.relayer).grant(share.grantee, share.shareId, FAR_FUTURE);
      await expectNotGranted(owner.revoke(share));
      expect(await world.amp.isGranted(world.relayer.address, share.grantee, share.shareId)).to.equal(true);
    });

    it("of an expired grant succeeds, once", async () => {
      const expiresAt = (await nextBlockTime()) + 1000n;
      await owner.grant(share, expiresAt);
      await time.increaseTo(expiresAt + 1n);
      await expect(owner.revoke(share)).to.emit(world.amp, "Revoked");
      await expectNotGranted(owner.revoke(share));
    });

    describe("of all", () => {
      it("ends every grant of the owner, and says so in one event", async () => {
        const shares = [
          share,
          { ...share, shareId: randomShareId() },
          { ...share, grantee: world.stranger.address },
        ];
        for (const each of shares) await owner.grant(each, FAR_FUTURE);
        await expect(owner.revokeAll()).to.emit(world.amp, "RevokedAll").withArgs(owner.address, 1n, 4n);
        for (const each of shares) expect(await isGranted(each)).to.equal(false);
      });

      it("ends no other owner's grant", async () => {
        await world.amp.connect(world.relayer).grant(share.grantee, share.shareId, FAR_FUTURE);
        await owner.revokeAll();
        expect(await world.amp.isGranted(world.relayer.address, share.grantee, share.shareId)).to.equal(true);
        expect(await world.amp.epochOf(world.relayer.address)).to.equal(0n);
      });

      it("succeeds without any grant, again and again", async () => {
        for (const epoch of [1n, 2n, 3n]) {
          await expect(owner.revokeAll())
            .to.emit(world.amp, "RevokedAll")
            .withArgs(owner.address, epoch, epoch);
          expect(await world.amp.epochOf(owner.address)).to.equal(epoch);
        }
      });

      it("leaves nothing to revoke", async () => {
        await owner.grant(share, FAR_FUTURE);
        await owner.revokeAll();
        await expectNotGranted(owner.revoke(share));
      });

      it("does not stand in the way of a new grant", async () => {
        await owner.grant(share, FAR_FUTURE);
        await owner.revokeAll();
        await owner.grant(share, FAR_FUTURE);
        expect(await isGranted()).to.equal(true);
        const stored = await world.amp.grantOf(owner.address, handleOf(share.grantee, share.shareId));
        expect(stored).to.deep.equal([FAR_FUTURE, 1n, 2n]);
      });
    });
  });
}
