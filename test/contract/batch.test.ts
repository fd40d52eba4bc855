import { ZeroAddress, ZeroHash } from "ethers";
import { expect } from "chai";
import { type Batch, batchOf, type Change, domainOf, relayBatch, signBatch } from "./support/messages.ts";
import { FAR_FUTURE, freshWorld, handleOf, randomShareId, time, type World } from "./support/world.ts";

describe("many grants in one transaction", () => {
  it("are all made, in order, and all ended", async () => {
    const { amp, owner, grantee, stranger } = await freshWorld();
    const own = amp.connect(owner);
    const keys = [grantee, stranger, grantee].map(({ address }) => ({
      grantee: address,
      shareId: randomShareId(),
    }));
    await own.grantMany(keys.map((key, i) => ({ ...key, expiresAt: FAR_FUTURE + BigInt(i) })));
    const granted = await amp.queryFilter(amp.filters.Granted);
    expect(granted.map(({ args }) => [args.shareId, args.expiresAt, args.seq])).to.deep.equal(
      keys.map(({ shareId }, i) => [shareId, FAR_FUTURE + BigInt(i), BigInt(i) + 1n]),
    );
    await own.revokeMany(keys);
    for (const key of keys) expect(await amp.isGranted(owner, key.grantee, key.shareId)).to.equal(false);
    expect((await amp.journal()).seq).to.equal(6n);
  });

  it("are none where one is refused", async () => {
    const { amp, owner, grantee } = await freshWorld();
    const own = amp.connect(owner);
    const good = { grantee: grantee.address, shareId: randomShareId(), expiresAt: FAR_FUTURE };
    await expect(own.grantMany([good, { ...good, expiresAt: 1n }])).to.be.revertedWithCustomError(
      amp,
      "ExpiryInThePast",
    );
    expect(await amp.isGranted(owner, grantee, good.shareId)).to.equal(false);
  });

  it("are ended though the grantee gave one up first, and it is said which was passed over", async () => {
    const { amp, owner, grantee } = await freshWorld();
    const own = amp.connect(owner);
    const keys = [0, 1, 2].map(() => ({ grantee: grantee.address, shareId: randomShareId() }));
    const [, renounced = { grantee: "", shareId: "" }] = keys;
    await own.grantMany(keys.map((key) => ({ ...key, expiresAt: FAR_FUTURE })));
    await amp.connect(grantee).renounce(owner, renounced.shareId);
    await expect(own.revokeMany(keys))
      .to.emit(amp, "ChangeSkipped")
      .withArgs(owner.address, handleOf(renounced.grantee, renounced.shareId), 2n, 6n);
    for (const { shareId } of keys) expect(await amp.isGranted(owner, grantee, shareId)).to.equal(false);
    await expect(own.revokeMany(keys))
      .to.be.revertedWithCustomError(amp, "NothingToChange")
      .withArgs(owner.address);
  });

  it("are at least one", async () => {
    const { amp } = await freshWorld();
    await expect(amp.grantMany([])).to.be.revertedWithCustomError(amp, "EmptyBatch");
    await expect(amp.revokeMany([])).to.be.revertedWithCustomError(amp, "EmptyBatch");
  });
});

describe("a signed batch", () => {
  let world: World;
  let first: Change;
  let second: Change;

  beforeEach(async () => {
    world = await freshWorld();
    const grantee = world.grantee.address;
    const change = () => ({ grantee, shareId: randomShareId(), expiresAt: FAR_FUTURE, nonce: 0n });
    [first, second] = [change(), change()];
  });

  const sign = async (batch: Batch) => signBatch(world.owner, await domainOf(world.amp), batch);
  const batchBy = (terms: Partial<Batch>) => batchOf(world.owner.address, terms);
  const relay = async (batch: Batch) => relayBatch(world.amp, batch, await sign(batch));
  const isGranted = ({ grantee, shareId }: Change) => world.amp.isGranted(world.owner, grantee, shareId);
  const expectNothingLeft = (relayed: Promise<unknown>) =>
    expect(relayed).to.be.revertedWithCustomError(world.amp, "NothingToChange").withArgs(world.owner.address);
  const expectInvalid = (relayed: Promise<unknown>) =>
    expect(relayed).to.be.revertedWithCustomError(world.amp, "InvalidSignature");

  it("grants, ends and seals at once", async () => {
    const { amp, owner } = world;
    await amp.connect(owner).grant(second.grantee, second.shareId, FAR_FUTURE);
    const changes = [first, { ...second, expiresAt: 0n, nonce: 1n }];
    const sealedChanges = [{ handle: randomShareId(), expiresAt: FAR_FUTURE, nonce: 0n }];
    await relay(batchBy({ changes, sealedChanges }));
    expect(await isGranted(first)).to.equal(true);
    expect(await isGranted(second)).to.equal(false);
    expect((await amp.grantOf(owner, sealedChanges[0]?.handle ?? "")).expiresAt).to.equal(FAR_FUTURE);
  });

  it("makes the rest where somebody was first with a change, and says which was passed over", async () => {
    const batch = batchBy({ changes: [first, second] });
    const signature = await sign(batch);
    const alone = batchBy({ changes: [first] });
    await relayBatch(world.amp.connect(world.stranger), alone, await sign(alone));
    await expect(relayBatch(world.amp, batch, signature))
      .to.emit(world.amp, "ChangeSkipped")
      .withArgs(world.owner.address, handleOf(first.grantee, first.shareId), 0n, 2n);
    expect(await isGranted(second)).to.equal(true);
  });

  it("passes over an expiry that has come, and an end of what does not stand", async () => {
    const expiresAt = BigInt(await time.latest()) + 100n;
    const ending = { ...first, shareId: randomShareId(), expiresAt: 0n };
    const unknown = { handle: randomShareId(), expiresAt: 0n, nonce: 0n };
    const lapsed = { handle: randomShareId(), expiresAt, nonce: 0n };
    await time.setNextBlockTimestamp(expiresAt);
    const changes = [{ ...first, expiresAt }, ending, second];
    await relay(batchBy({ changes, sealedChanges: [unknown, lapsed] }));
    const skipped = await world.amp.queryFilter(world.amp.filters.ChangeSkipped);
    expect(skipped.map(({ args }) => [args.handle, args.nonce, args.seq])).to.deep.equal([
      [handleOf(first.grantee, first.shareId), 0n, 1n],
      [handleOf(ending.grantee, ending.shareId), 0n, 2n],
      [unknown.handle, 0n, 4n],
      [lapsed.handle, 0n, 5n],
    ]);
    expect(await isGranted(second)).to.equal(true);
    expect(await isGranted(first)).to.equal(false);
  });

  it("passes over what the grantee gave up meanwhile, and revives it for nobody", async () => {
    const { amp, owner, grantee } = world;
    await amp.connect(owner).grant(first.grantee, first.shareId, FAR_FUTURE);
    const batch = batchBy({ changes: [{ ...first, expiresAt: FAR_FUTURE + 1n, nonce: 1n }, second] });
    const signature = await sign(batch);
    await amp.connect(grantee).renounce(owner, first.shareId);
    await relayBatch(amp, batch, signature);
    expect(await isGranted(first)).to.equal(false);
    expect(await isGranted(second)).to.equal(true);
  });

  it("is done though only its first change was made", async () => {
    const outdated = { ...second, expiresAt: 1n };
    const unknown = { handle: randomShareId(), expiresAt: 0n, nonce: 0n };
    await relay(batchBy({ changes: [first, outdated], sealedChanges: [unknown] }));
    expect(await isGranted(first)).to.equal(true);
    const sealedChanges = [{ ...unknown, expiresAt: FAR_FUTURE }, unknown];
    await relay(batchBy({ changes: [outdated], sealedChanges }));
    expect((await world.amp.grantOf(world.owner, unknown.handle)).expiresAt).to.equal(FAR_FUTURE);
  });

  it("changes a handle once: of two in turn, the second would outlive what voids the first", async () => {
    const handle = handleOf(first.grantee, first.shareId);
    const end = { ...first, expiresAt: 0n, nonce: 1n };
    for (const changes of [
      [first, end],
      [first, { ...first, expiresAt: FAR_FUTURE + 1n, nonce: 1n }],
    ]) {
      await expect(relay(batchBy({ changes })))
        .to.be.revertedWithCustomError(world.amp, "NonceAhead")
        .withArgs(world.owner.address, handle, 1n);
    }
    await relay(batchBy({ changes: [first, { ...first, expiresAt: FAR_FUTURE + 1n }] }));
    expect((await world.amp.grantOf(world.owner, handle)).expiresAt).to.equal(FAR_FUTURE);
    expect(await world.amp.nonceOf(world.owner, handle)).to.equal(1n);
  });

  it("is refused whole where a nonce is still to come, so that it is not used now and once more then", async () => {
    const later = { ...first, nonce: 1n };
    const handle = handleOf(first.grantee, first.shareId);
    const sealedChanges = [{ handle, expiresAt: FAR_FUTURE, nonce: 2n }];
    for (const [terms, nonce] of [
      [{ changes: [second, later] }, 1n],
      [{ changes: [later, second] }, 1n],
      [{ changes: [second, first], sealedChanges }, 2n],
    ] as const) {
      await expect(relay(batchBy({ ...terms })))
        .to.be.revertedWithCustomError(world.amp, "NonceAhead")
        .withArgs(world.owner.address, handle, nonce);
    }
    expect(await isGranted(second)).to.equal(false);
  });

  it("is void once used, also when a change of it was passed over", async () => {
    const own = world.amp.connect(world.owner);
    await own.grant(first.grantee, first.shareId, FAR_FUTURE);
    await own.revoke(first.grantee, first.shareId);
    const batch = batchBy({ changes: [first, second] });
    await relay(batch);
    await expectNothingLeft(relay(batch));
    await own.revoke(second.grantee, second.shareId);
    await expectNothingLeft(relay(batch));
    expect(await isGranted(second)).to.equal(false);
  });

  it("is void after a revocation of all, and in another epoch, deployment or chain", async () => {
    const batch = batchBy({ changes: [first] });
    const domain = await domainOf(world.amp);
    for (const other of [{ chainId: 1n }, { verifyingContract: world.stranger.address }]) {
      const signature = await signBatch(world.owner, { ...domain, ...other }, batch);
      await expectInvalid(relayBatch(world.amp, batch, signature));
    }
    const signature = await sign(batch);
    await world.amp.connect(world.owner).revokeAll();
    await expectInvalid(relayBatch(world.amp, batch, signature));
    expect(await isGranted(first)).to.equal(false);
  });

  it("holds at least one change", async () => {
    await expectNothingLeft(relay(batchBy({})));
  });

  for (const expiresAt of [FAR_FUTURE, 0n]) {
    it(`reverts where ${expiresAt === 0n ? "an end" : "a grant"} has no grantee, share or handle`, async () => {
      const never = {
        ZeroGrantee: { changes: [second, { ...first, expiresAt, grantee: ZeroAddress }] },
        ZeroShareId: { changes: [second, { ...first, expiresAt, shareId: ZeroHash }] },
        ZeroHandle: { changes: [second], sealedChanges: [{ handle: ZeroHash, expiresAt, nonce: 0n }] },
      };
      for (const [error, changes] of Object.entries(never))
        await expect(relay(batchBy(changes))).to.be.revertedWithCustomError(world.amp, error);
      expect(await isGranted(second)).to.equal(false);
    });
  }

  it("ends with its deadline", async () => {
    const late = batchBy({ changes: [first], deadline: 1n });
    await expect(relay(late)).to.be.revertedWithCustomError(world.amp, "DeadlinePassed");
  });

  const altered: Record<string, (batch: Batch) => Partial<Batch>> = {
    "a grantee": ({ changes }) => ({
      changes: changes.map((each) => ({ ...each, grantee: world.stranger.address })),
    }),
    "a share": ({ changes }) => ({ changes: changes.map((each) => ({ ...each, shareId: randomShareId() })) }),
    "an expiry": ({ changes }) => ({ changes: changes.map((each) => ({ ...each, expiresAt: 0n })) }),
    "a nonce": ({ changes }) => ({ changes: changes.map((each) => ({ ...each, nonce: 1n })) }),
    "the order": ({ changes }) => ({ changes: changes.toReversed() }),
    "what is left out": ({ changes }) => ({ changes: changes.slice(1) }),
    "what is repeated": ({ changes }) => ({ changes: [...changes, ...changes] }),
    "a handle": ({ sealedChanges }) => ({
      sealedChanges: sealedChanges.map((each) => ({ ...each, handle: randomShareId() })),
    }),
    "a sealed expiry": ({ sealedChanges }) => ({
      sealedChanges: sealedChanges.map((each) => ({ ...each, expiresAt: 0n })),
    }),
    "a sealed nonce": ({ sealedChanges }) => ({
      sealedChanges: sealedChanges.map((each) => ({ ...each, nonce: 1n })),
    }),
    "what is no longer sealed": () => ({ sealedChanges: [] }),
    "the deadline": ({ deadline }) => ({ deadline: deadline + 1n }),
  };
  for (const [what, alter] of Object.entries(altered)) {
    it(`binds ${what}`, async () => {
      const sealedChanges = [{ handle: randomShareId(), expiresAt: FAR_FUTURE, nonce: 0n }];
      const batch = batchBy({ changes: [first, second], sealedChanges });
      await expectInvalid(relayBatch(world.amp, { ...batch, ...alter(batch) }, await sign(batch)));
      await relayBatch(world.amp, batch, await sign(batch));
    });
  }
});
