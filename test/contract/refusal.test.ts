import { ZeroAddress, ZeroHash } from "ethers";
import { expect } from "chai";
import { domainOf, grantMessage, relayGrant, relayRevoke, signGrant } from "./support/messages.ts";
import { ethers, FAR_FUTURE, freshWorld, handleOf, randomShareId, type World } from "./support/world.ts";

const GRANTED = ethers.id("a share that is granted");
const gasLimit = 300_000n;

/** Everything that the contract holds about the parties of this file. */
async function stateOf({ amp, owner, grantee, stranger }: World) {
  const shareIds = [GRANTED, ZeroHash];
  const handles = [grantee.address, ZeroAddress].flatMap((who) => shareIds.map((id) => handleOf(who, id)));
  const owners = [owner.address, stranger.address];
  return {
    journal: [...(await amp.journal())],
    epochs: await Promise.all(owners.map((who) => amp.epochOf(who))),
    grants: await Promise.all(
      owners.flatMap((who) => handles.map(async (h) => [...(await amp.grantOf(who, h))])),
    ),
  };
}

/** Calls with a gas limit, so that they are mined and fail on chain, not in an estimate. */
const REFUSED: Record<string, (world: World) => Promise<unknown>> = {
  "a grant to nobody": ({ amp, owner }) =>
    amp.connect(owner).grant(ZeroAddress, GRANTED, FAR_FUTURE, { gasLimit }),
  "a grant of no share": ({ amp, owner, grantee }) =>
    amp.connect(owner).grant(grantee, ZeroHash, FAR_FUTURE, { gasLimit }),
  "a grant that is over": ({ amp, owner, grantee }) =>
    amp.connect(owner).grant(grantee, GRANTED, 1n, { gasLimit }),
  "a revocation of nothing": ({ amp, owner, grantee }) =>
    amp.connect(owner).revoke(grantee, randomShareId(), { gasLimit }),
  "a stranger's revocation": ({ amp, stranger, grantee }) =>
    amp.connect(stranger).revoke(grantee, GRANTED, { gasLimit }),
  "the grantee's revocation": ({ amp, grantee }) =>
    amp.connect(grantee).revoke(grantee, GRANTED, { gasLimit }),
  "a grant with a stranger's signature": async ({ amp, owner, grantee, stranger }) => {
    const terms = { owner: owner.address, grantee: grantee.address, shareId: GRANTED };
    const message = await grantMessage(amp, { ...terms, expiresAt: FAR_FUTURE });
    return relayGrant(amp, message, await signGrant(stranger, await domainOf(amp), message));
  },
  "a revocation with an empty signature": ({ amp, owner, grantee }) =>
    relayRevoke(
      amp,
      {
        owner: owner.address,
        grantee: grantee.address,
        shareId: GRANTED,
        epoch: 0n,
        nonce: 1n,
        deadline: FAR_FUTURE,
      },
      "0x",
    ),
  "a signed grant after its deadline": async ({ amp, owner, grantee }) => {
    const terms = { owner: owner.address, grantee: grantee.address, shareId: GRANTED, deadline: 1n };
    const message = await grantMessage(amp, { ...terms, expiresAt: FAR_FUTURE });
    return relayGrant(amp, message, await signGrant(owner, await domainOf(amp), message));
  },
};

describe("a refused call changes nothing and emits nothing", () => {
  for (const [name, call] of Object.entries(REFUSED)) {
    it(name, async () => {
      const world = await freshWorld();
      await world.amp.connect(world.owner).grant(world.grantee, GRANTED, FAR_FUTURE);
      const before = await stateOf(world);
      await expect(call(world)).to.revert(ethers);
      expect(await stateOf(world)).to.deep.equal(before);
    });
  }

  it("while an accepted one does change what is compared here", async () => {
    const world = await freshWorld();
    const before = await stateOf(world);
    await world.amp.connect(world.owner).grant(world.grantee, GRANTED, FAR_FUTURE);
    expect(await stateOf(world)).to.not.deep.equal(before);
  });
});
