import { id, ZeroAddress, ZeroHash } from "ethers";
import { expect } from "chai";
import { batchOf, domainOf, relayBatch, signBatch } from "./support/messages.ts";
import { prepare, SIGNED_CALLS, signTerms, termsOf } from "./support/signed-calls.ts";
import { ethers, FAR_FUTURE, freshWorld, handleOf, randomShareId, type World } from "./support/world.ts";

const GRANTED = id("a share that is granted");
const SEALED = id("a handle that is granted");
/** So that calls are mined and fail on chain, not in an estimate. */
const gasLimit = 400_000n;

/** Everything that the contract holds about the parties of this file. */
async function stateOf({ amp, owner, grantee, stranger }: World) {
  const shareIds = [GRANTED, ZeroHash, id("a signed share")];
  const handles = [grantee.address, ZeroAddress].flatMap((who) =>
    shareIds.map((share) => handleOf(who, share)),
  );
  const owners = [owner.address, stranger.address];
  const all = [...handles, SEALED, ZeroHash, id("a handle")];
  return {
    journal: [...(await amp.journal())],
    epochs: await Promise.all(owners.map((who) => amp.epochOf(who))),
    grants: await Promise.all(
      owners.flatMap((who) => all.map(async (h) => [...(await amp.grantOf(who, h))])),
    ),
  };
}

/** A world with something to end. */
async function grantingWorld(): Promise<World> {
  const world = await freshWorld();
  const own = world.amp.connect(world.owner);
  await own.grant(world.grantee, GRANTED, FAR_FUTURE);
  await own.grantSealed(SEALED, FAR_FUTURE);
  return world;
}

const good = ({ grantee }: World) => ({
  ...{ grantee: grantee.address, shareId: id("a signed share"), expiresAt: FAR_FUTURE },
});

async function batch(world: World, terms: Parameters<typeof batchOf>[1]): Promise<unknown> {
  const { amp, owner } = world;
  const message = batchOf(owner.address, terms);
  return relayBatch(amp, message, await signBatch(owner, await domainOf(amp), message));
}

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
  "many grants, the last of them over": (world) =>
    world.amp.connect(world.owner).grantMany([good(world), { ...good(world), expiresAt: 1n }], { gasLimit }),
  "no grants at once": ({ amp, owner }) => amp.connect(owner).grantMany([], { gasLimit }),
  "many revocations, all of nothing": ({ amp, owner, grantee }) => {
    const key = { grantee: grantee.address, shareId: randomShareId() };
    return amp.connect(owner).revokeMany([key, key], { gasLimit });
  },
  "no revocations at once": ({ amp, owner }) => amp.connect(owner).revokeMany([], { gasLimit }),
  "a sealed grant of no handle": ({ amp, owner }) =>
    amp.connect(owner).grantSealed(ZeroHash, FAR_FUTURE, { gasLimit }),
  "a sealed grant that is over": ({ amp, owner }) => amp.connect(owner).grantSealed(SEALED, 1n, { gasLimit }),
  "a sealed revocation of nothing": ({ amp, owner }) =>
    amp.connect(owner).revokeSealed(randomShareId(), { gasLimit }),
  "a stranger's sealed revocation": ({ amp, stranger }) =>
    amp.connect(stranger).revokeSealed(SEALED, { gasLimit }),
  "a renunciation of nothing": ({ amp, owner, grantee }) =>
    amp.connect(grantee).renounce(owner, randomShareId(), { gasLimit }),
  "a stranger's renunciation": ({ amp, owner, stranger }) =>
    amp.connect(stranger).renounce(owner, GRANTED, { gasLimit }),
  "the owner's renunciation": ({ amp, owner }) => amp.connect(owner).renounce(owner, GRANTED, { gasLimit }),
  "a revocation of all without the gas for it": ({ amp, owner }) =>
    amp.connect(owner).revokeAll({ gasLimit: 40_000n }),
  "voided messages without the gas for it": ({ amp, owner }) =>
    amp.connect(owner).voidMessages(SEALED, { gasLimit: 30_000n }),
  "a signed batch that nothing is left of": (world) =>
    batch(world, { changes: [{ ...good(world), expiresAt: 1n, nonce: 0n }] }),
  "a signed batch, the last of it for a nonce to come": (world) =>
    batch(world, { changes: [1n, 2n, 7n].map((nonce) => ({ ...good(world), nonce })) }),
  "a signed batch of nothing": (world) => batch(world, {}),
  "a signed batch, the last of it without a share": (world) =>
    batch(world, {
      changes: [
        { ...good(world), nonce: 1n },
        { ...good(world), nonce: 0n },
        { ...good(world), shareId: ZeroHash, nonce: 0n },
      ],
    }),
  "a signed batch, the last of it without a handle": (world) =>
    batch(world, {
      changes: [{ ...good(world), nonce: 1n }],
      sealedChanges: [{ handle: ZeroHash, expiresAt: FAR_FUTURE, nonce: 0n }],
    }),
};

for (const [name, call] of Object.entries(SIGNED_CALLS)) {
  const send = async (
    world: World,
    how: "by a stranger" | "late" | "without signature",
  ): Promise<unknown> => {
    const account = { address: world.owner.address, signer: world.owner };
    const signer = how === "by a stranger" ? world.stranger : world.owner;
    const asked = await termsOf(world, account, call);
    const terms = how === "late" ? { ...asked, deadline: 1n } : asked;
    const signature = await signTerms(world, { ...account, signer }, call, terms);
    return call.send(world.amp, terms, how === "without signature" ? "0x" : signature);
  };
  REFUSED[`${name}, signed by a stranger`] = (world) => send(world, "by a stranger");
  REFUSED[`${name} after its deadline`] = (world) => send(world, "late");
  REFUSED[`${name} without a signature`] = (world) => send(world, "without signature");
}

describe("a refused call changes nothing and emits nothing", () => {
  for (const [name, call] of Object.entries(REFUSED)) {
    it(name, async () => {
      const world = await grantingWorld();
      const account = { address: world.owner.address, signer: world.owner };
      for (const signed of Object.values(SIGNED_CALLS)) await prepare(world, account, signed);
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
