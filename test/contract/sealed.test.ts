import type { ContractTransactionResponse } from "ethers";
import { ZeroHash } from "ethers";
import { expect } from "chai";
import {
  batchOf,
  domainOf,
  relayBatch,
  signBatch,
  signGrantSealed,
  signRevokeSealed,
} from "./support/messages.ts";
import { callingAccount } from "./support/calling-account.ts";
import { byContractAccount, byTransaction, type Owner } from "./support/owners.ts";
import {
  ethers,
  FAR_FUTURE,
  freshWorld,
  handleOf,
  randomShareId,
  nextBlockTime,
  time,
  type World,
} from "./support/world.ts";

interface SealedOwner {
  /** The same owner's public grants. */
  readonly open: Owner;
  readonly passesOver?: true;
  grant(handle: string, expiresAt: bigint): Promise<ContractTransactionResponse>;
  revoke(handle: string): Promise<ContractTransactionResponse>;
}

const guards = async ({ amp, owner }: World, handle: string) => ({
  owner: owner.address,
  epoch: await amp.epochOf(owner),
  nonce: await amp.nonceOf(owner, handle),
  deadline: FAR_FUTURE,
});

const WAYS: Record<string, (world: World) => SealedOwner | Promise<SealedOwner>> = {
  "by transaction": (world) => {
    const own = world.amp.connect(world.owner);
    return {
      open: byTransaction(world),
      grant: (handle, expiresAt) => own.grantSealed(handle, expiresAt),
      revoke: (handle) => own.revokeSealed(handle),
    };
  },
  "by a contract account's transaction": async (world) => {
    const account = await callingAccount(world);
    return {
      open: byContractAccount(account),
      grant: (handle, expiresAt) => account.call("grantSealed", [handle, expiresAt]),
      revoke: (handle) => account.call("revokeSealed", [handle]),
    };
  },
  "by signature": (world) => ({
    open: byTransaction(world),
    async grant(handle, expiresAt) {
      const { amp, owner } = world;
      const message = { handle, expiresAt, ...(await guards(world, handle)) };
      const signature = await signGrantSealed(owner, await domainOf(amp), message);
      return amp.grantSealedBySig(owner, handle, expiresAt, FAR_FUTURE, signature);
    },
    async revoke(handle) {
      const { amp, owner } = world;
      const message = { handle, ...(await guards(world, handle)) };
      const signature = await signRevokeSealed(owner, await domainOf(amp), message);
      return amp.revokeSealedBySig(owner, handle, FAR_FUTURE, signature);
    },
  }),
  "by a signed batch": (world) => {
    const change = async (handle: string, expiresAt: bigint) => {
      const { amp, owner } = world;
      const { nonce, epoch } = await guards(world, handle);
      const batch = batchOf(owner.address, { sealedChanges: [{ handle, expiresAt, nonce }], epoch });
      return relayBatch(amp, batch, await signBatch(owner, await domainOf(amp), batch));
    };
    return {
      open: byTransaction(world),
      passesOver: true,
      grant: change,
      revoke: (handle) => change(handle, 0n),
    };
  },
};

for (const [way, create] of Object.entries(WAYS)) {
  describe(`a sealed grant ${way}`, () => {
    let world: World;
    let owner: SealedOwner;
    const [shareId, salt] = [randomShareId(), randomShareId()];
    let handle: string;

    beforeEach(async () => {
      world = await freshWorld();
      owner = await create(world);
      const preimage = ["address", "bytes32", "bytes32"];
      const parts = [world.grantee.address, shareId, salt];
      handle = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(preimage, parts));
    });

    const isGranted = () => world.amp.isGrantedSealed(owner.open.address, world.grantee, shareId, salt);
    const expectNotGranted = (transaction: Promise<unknown>) =>
      owner.passesOver
        ? expect(transaction).to.be.revertedWithCustomError(world.amp, "NothingToChange")
        : expect(transaction)
            .to.be.revertedWithCustomError(world.amp, "NotGrantedSealed")
            .withArgs(owner.open.address, handle);

    it("lets the holder of its preimage read, and shows the chain neither grantee nor share", async () => {
      const sent = await owner.grant(handle, FAR_FUTURE);
      await expect(sent)
        .to.emit(world.amp, "GrantedSealed")
        .withArgs(owner.open.address, handle, FAR_FUTURE, 1n);
      expect(await isGranted()).to.equal(true);
      const receipt = await sent.wait();
      const shown = [sent.data, ...(receipt?.logs ?? []).flatMap((log) => [log.data, ...log.topics])].join();
      for (const hidden of [world.grantee.address, shareId, salt])
        expect(shown.toLowerCase()).to.not.include(hidden.slice(2).toLowerCase());
    });

    it("fits no other grantee, share, salt or owner, and is no public grant", async () => {
      const { amp, grantee, stranger } = world;
      await owner.grant(handle, FAR_FUTURE);
      expect(await amp.isGrantedSealed(owner.open.address, stranger, shareId, salt)).to.equal(false);
      expect(await amp.isGrantedSealed(owner.open.address, grantee, salt, salt)).to.equal(false);
      expect(await amp.isGrantedSealed(owner.open.address, grantee, shareId, shareId)).to.equal(false);
      expect(await amp.isGrantedSealed(stranger, grantee, shareId, salt)).to.equal(false);
      expect(await amp.isGranted(owner.open.address, grantee, shareId)).to.equal(false);
    });

    it("ends by a revocation, once", async () => {
      await expectNotGranted(owner.revoke(handle));
      await owner.grant(handle, FAR_FUTURE);
      await expect(owner.revoke(handle))
        .to.emit(world.amp, "RevokedSealed")
        .withArgs(owner.open.address, handle, 2n);
      expect(await isGranted()).to.equal(false);
      expect(await world.amp.grantOf(owner.open.address, handle)).to.deep.equal([0n, 0n, 2n]);
      await expectNotGranted(owner.revoke(handle));
    });

    it("ends with all", async () => {
      await owner.grant(handle, FAR_FUTURE);
      await owner.open.revokeAll();
      expect(await isGranted()).to.equal(false);
      await expectNotGranted(owner.revoke(handle));
    });

    for (const [offset, counts] of [
      [-1n, true],
      [0n, false],
      [1n, false],
    ] as const) {
      it(`${counts ? "counts" : "is over"} ${offset} s from its expiry`, async () => {
        const expiresAt = (await nextBlockTime()) + 1000n;
        await owner.grant(handle, expiresAt);
        await time.increaseTo(expiresAt + offset);
        expect(await isGranted()).to.equal(counts);
      });
    }

    it("must end later than its own block", async () => {
      const now = BigInt(await time.latest()) + 100n;
      await time.setNextBlockTimestamp(now);
      const refused = expect(owner.grant(handle, now)).to.be;
      if (owner.passesOver) await refused.revertedWithCustomError(world.amp, "NothingToChange");
      else await refused.revertedWithCustomError(world.amp, "ExpiryInThePast").withArgs(now, now);
    });

    it("needs a handle", async () => {
      const refused = owner.grant(ZeroHash, FAR_FUTURE);
      await expect(refused).to.be.revertedWithCustomError(world.amp, "ZeroHandle");
    });

    it("of a public grant's handle is that grant, and each of the two ways ends it", async () => {
      const { amp, grantee } = world;
      const { open } = owner;
      const shared = handleOf(grantee.address, shareId);
      await owner.grant(shared, FAR_FUTURE);
      expect(await amp.isGranted(owner.open.address, grantee, shareId)).to.equal(true);
      await open.revoke({ grantee: grantee.address, shareId });
      expect(await amp.isGranted(owner.open.address, grantee, shareId)).to.equal(false);
      await open.grant({ grantee: grantee.address, shareId }, FAR_FUTURE);
      await owner.revoke(shared);
      expect(await amp.isGranted(owner.open.address, grantee, shareId)).to.equal(false);
    });
  });
}
