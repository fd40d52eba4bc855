import { concat, hexlify, zeroPadBytes } from "ethers";
import { expect } from "chai";
import { batchOf, relayBatch } from "./support/messages.ts";
import { ethers, FAR_FUTURE, freshWorld, randomShareId, type World } from "./support/world.ts";

const MAGIC = "0x1626ba7e";

describe("a hostile contract account", () => {
  let world: World;
  beforeEach(async () => {
    world = await freshWorld();
  });

  const grantBySig = (owner: string, signature: string, shareId = randomShareId()) =>
    world.amp.grantBySig(owner, world.grantee, shareId, FAR_FUTURE, FAR_FUTURE, signature);

  describe("says yes by ERC-1271's answer alone", () => {
    const NO: Record<string, string> = {
      "a failure": "0x",
      "the four bytes in fewer than 32": MAGIC,
      "the four bytes with something behind them": concat([MAGIC, hexlify(new Uint8Array(28).fill(1))]),
      "the four bytes at the other end": zeroPadBytes("0x", 28) + MAGIC.slice(2),
      zero: zeroPadBytes("0x", 32),
      "a kilobyte of nothing": zeroPadBytes("0x", 1024),
      "a Boolean yes": `0x${"1".padStart(64, "0")}`,
    };
    for (const [what, answer] of Object.entries(NO)) {
      it(`and not by ${what}`, async () => {
        const account = await (await ethers.deployContract("ParrotAccount")).getAddress();
        await expect(grantBySig(account, answer))
          .to.be.revertedWithCustomError(world.amp, "InvalidSignature")
          .withArgs(account);
        expect((await world.amp.journal()).seq).to.equal(0n);
      });
    }

    it("which is 32 bytes long", async () => {
      const account = await (await ethers.deployContract("ParrotAccount")).getAddress();
      await expect(grantBySig(account, zeroPadBytes(MAGIC, 32))).to.emit(world.amp, "Granted");
    });
  });

  describe("that calls back while it is asked", () => {
    async function reentering(succeeds: boolean) {
      const args = [await world.amp.getAddress(), succeeds];
      const account = await ethers.deployContract("ReenteringAccount", args);
      return { account, address: await account.getAddress() };
    }
    const arm = async (
      account: { getFunction(name: string): { send(data: string): Promise<unknown> } },
      data: string,
    ) => account.getFunction("arm").send(data);

    it("changes nothing by it", async () => {
      const { amp, grantee } = world;
      // Every call back has failed when the account, which was told to expect that, says yes.
      const { account, address } = await reentering(false);
      const shareId = randomShareId();
      const calls = [
        amp.interface.encodeFunctionData("revokeAll"),
        amp.interface.encodeFunctionData("grant", [grantee.address, randomShareId(), FAR_FUTURE]),
        amp.interface.encodeFunctionData("voidMessages", [randomShareId()]),
        amp.interface.encodeFunctionData("grantBySig", [
          ...[address, grantee.address, shareId, FAR_FUTURE, FAR_FUTURE, "0x00"],
        ] as const),
      ];
      for (const [i, call] of calls.entries()) {
        await arm(account, call);
        await grantBySig(address, "0x00", shareId);
        expect((await amp.journal()).seq).to.equal(BigInt(i) + 1n);
        expect(await amp.epochOf(address)).to.equal(0n);
      }
    });

    it("would have been able to, asked in another way", async () => {
      const { account, address } = await reentering(true);
      await arm(account, world.amp.interface.encodeFunctionData("revokeAll"));
      await account.getFunction("isValidSignature").send(randomShareId(), "0x");
      expect(await world.amp.epochOf(address)).to.equal(1n);
      await expect(grantBySig(address, "0x00")).to.be.revertedWithCustomError(world.amp, "InvalidSignature");
    });
  });

  it("that takes every signature for its own binds nobody but itself", async () => {
    const { amp, owner, grantee } = world;
    const credulous = await (await ethers.deployContract("CredulousAccount")).getAddress();
    const shareId = randomShareId();
    await grantBySig(credulous, "0x00", shareId);
    expect(await amp.isGranted(credulous, grantee, shareId)).to.equal(true);
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(false);
    const used = batchOf(credulous, {
      changes: [{ grantee: grantee.address, shareId, expiresAt: FAR_FUTURE, nonce: 0n }],
    });
    await expect(relayBatch(amp, used, "0x00")).to.be.revertedWithCustomError(amp, "NothingToChange");
  });
});
