import { concat, dataLength, dataSlice, Signature, toBeHex, ZeroAddress } from "ethers";
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
import { FAR_FUTURE, freshWorld, handleOf, randomShareId, time, type World } from "./support/world.ts";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("an owner's signature", () => {
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

  const expectInvalid = async (relayed: Promise<unknown>, owner = message.owner) => {
    await expect(relayed).to.be.revertedWithCustomError(world.amp, "InvalidSignature").withArgs(owner);
  };

  const changes: Record<string, (m: GrantMessage) => Partial<GrantMessage>> = {
    owner: () => ({ owner: world.stranger.address }),
    grantee: () => ({ grantee: world.stranger.address }),
    shareId: () => ({ shareId: randomShareId() }),
    expiresAt: (m) => ({ expiresAt: m.expiresAt + 1n }),
    deadline: (m) => ({ deadline: m.deadline + 1n }),
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`binds ${name}`, async () => {
      const changed = { ...message, ...change(message) };
      await expectInvalid(relayGrant(world.amp, changed, signature), changed.owner);
    });
  }

  for (const name of ["epoch", "nonce"] as const) {
    it(`over another ${name} than the stored one is invalid`, async () => {
      const changed = { ...message, [name]: message[name] + 1n };
      const other = await signGrant(world.owner, await domainOf(world.amp), changed);
      await expectInvalid(relayGrant(world.amp, changed, other));
    });
  }

  it("by somebody else is invalid", async () => {
    const domain = await domainOf(world.amp);
    for (const signer of [world.stranger, world.grantee, world.relayer]) {
      await expectInvalid(relayGrant(world.amp, message, await signGrant(signer, domain, message)));
    }
  });

  it("over a grant does not revoke, and over a revocation does not grant", async () => {
    const { amp, owner } = world;
    const revocation = await revokeMessage(amp, {
      owner: message.owner,
      grantee: message.grantee,
      shareId: message.shareId,
    });
    const revocationSignature = await signRevoke(owner, await domainOf(amp), revocation);
    await expectInvalid(relayGrant(amp, message, revocationSignature));
    await amp.connect(owner).grant(message.grantee, message.shareId, FAR_FUTURE);
    const next = {
      ...message,
      nonce: await amp.nonceOf(message.owner, handleOf(message.grantee, message.shareId)),
    };
    await expectInvalid(relayRevoke(amp, next, await signGrant(owner, await domainOf(amp), next)));
  });

  it("of a wrong form is invalid, whoever the owner is said to be", async () => {
    const { r, s, v } = Signature.from(signature);
    const malleated = concat([r, toBeHex(CURVE_ORDER - BigInt(s), 32), toBeHex(55 - v, 1)]);
    const malformed = ["0x", dataSlice(signature, 0, 64), concat([signature, "0x00"]), malleated];
    const wrongV = concat([dataSlice(signature, 0, 64), "0x1d"]);
    for (const bytes of [...malformed, wrongV]) {
      expect(bytes).to.not.equal(signature);
      await expectInvalid(relayGrant(world.amp, message, bytes));
      await expectInvalid(relayGrant(world.amp, { ...message, owner: ZeroAddress }, bytes), ZeroAddress);
    }
    expect(dataLength(signature)).to.equal(65);
  });

  for (const [kind, offset] of [
    ["good", -1n],
    ["good", 0n],
    ["late", 1n],
  ] as const) {
    it(`is ${kind} at its deadline ${offset < 0n ? "-" : "+"} ${Math.abs(Number(offset))} s`, async () => {
      const { amp, owner } = world;
      const deadline = BigInt(await time.latest()) + 1000n;
      const domain = await domainOf(amp);
      const dated = { ...message, deadline };
      await time.setNextBlockTimestamp(deadline + offset);
      const relayed = relayGrant(amp, dated, await signGrant(owner, domain, dated));
      if (kind === "good") {
        await expect(relayed).to.emit(amp, "Granted");
      } else {
        await expect(relayed)
          .to.be.revertedWithCustomError(amp, "DeadlinePassed")
          .withArgs(deadline, deadline + offset);
      }
    });
  }

  it("on a revocation ends with its deadline too", async () => {
    const { amp, owner } = world;
    await amp.connect(owner).grant(message.grantee, message.shareId, FAR_FUTURE);
    const deadline = BigInt(await time.latest()) + 1000n;
    const { grantee, shareId } = message;
    const revocation = await revokeMessage(amp, { owner: message.owner, grantee, shareId, deadline });
    const signed = await signRevoke(owner, await domainOf(amp), revocation);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(relayRevoke(amp, revocation, signed))
      .to.be.revertedWithCustomError(amp, "DeadlinePassed")
      .withArgs(deadline, deadline + 1n);
  });
});
