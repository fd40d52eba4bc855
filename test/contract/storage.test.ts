import { expect } from "chai";
import { journalWord } from "./support/events.ts";
import { storedBy, type StoredWord } from "./support/stored-words.ts";
import {
  FAR_FUTURE,
  freshWorld,
  handleOf,
  networkHelpers,
  randomShareId,
  type World,
} from "./support/world.ts";

const MOST = 2n ** 64n - 1n;

describe("what the contract stores", () => {
  let world: World;
  let handle: string;
  let journal: StoredWord;
  let grant: StoredWord;
  const shareId = randomShareId();

  beforeEach(async () => {
    world = await freshWorld();
    const { amp, owner, grantee } = world;
    handle = handleOf(grantee.address, shareId);
    await amp.connect(owner).revokeAll();
    const stored = await storedBy(await amp.connect(owner).grant(grantee, shareId, FAR_FUTURE));
    expect(stored).to.have.length(2);
    const isJournal = await journalWord(world);
    for (const each of stored) {
      if (each.value === isJournal) journal = each;
      else grant = each;
    }
  });

  const put = async ({ slot }: StoredWord, value: bigint): Promise<void> =>
    networkHelpers.setStorageAt(await world.amp.getAddress(), slot, value);
  const wordOf = (expiresAt: bigint, epoch: bigint, nonce: bigint): bigint =>
    expiresAt | (epoch << 64n) | (nonce << 128n);

  it("of a grant is one word: expiry, epoch and nonce, 64 bits each", async () => {
    expect(grant.value).to.equal(wordOf(FAR_FUTURE, 1n, 1n));
    for (const [expiresAt, epoch, nonce] of [
      [MOST, 0n, 0n],
      [0n, MOST, 0n],
      [0n, 0n, MOST],
    ] as const) {
      await put(grant, wordOf(expiresAt, epoch, nonce));
      expect(await world.amp.grantOf(world.owner, handle)).to.deep.equal([expiresAt, epoch, nonce]);
    }
  });

  it("of a grant counts in the owner's own epoch, in none before and in none after", async () => {
    for (const [epoch, counts] of [
      [0n, false],
      [1n, true],
      [2n, false],
    ] as const) {
      await put(grant, wordOf(FAR_FUTURE, epoch, 1n));
      expect(await world.amp.isGranted(world.owner, world.grantee, shareId)).to.equal(counts);
    }
  });

  it("of a grant takes any nonce to the next one, and leaves the rest as told", async () => {
    const own = world.amp.connect(world.owner);
    for (const nonce of [2n ** 56n - 1n, 2n ** 63n - 1n, MOST - 1n]) {
      await put(grant, wordOf(MOST, MOST - 1n, nonce));
      await own.voidMessages(handle);
      expect(await world.amp.grantOf(world.owner, handle)).to.deep.equal([MOST, MOST - 1n, nonce + 1n]);
      await put(grant, wordOf(MOST, MOST - 1n, nonce));
      await own.grant(world.grantee, shareId, MOST);
      expect(await world.amp.grantOf(world.owner, handle)).to.deep.equal([MOST, 1n, nonce + 1n]);
    }
  });

  it("of an owner is her epoch, to any number", async () => {
    const own = world.amp.connect(world.owner);
    const stored = await storedBy(await own.revokeAll());
    const epoch = stored.find(({ value }) => value === 2n);
    if (epoch === undefined) throw new Error("no epoch was stored");
    for (const before of [2n ** 56n - 1n, 2n ** 63n - 1n, MOST - 1n]) {
      await put(epoch, before);
      await own.revokeAll();
      expect(await world.amp.epochOf(world.owner)).to.equal(before + 1n);
      await own.grant(world.grantee, shareId, FAR_FUTURE);
      expect((await world.amp.grantOf(world.owner, handle)).epoch).to.equal(before + 1n);
      expect(await world.amp.isGranted(world.owner, world.grantee, shareId)).to.equal(true);
    }
  });

  it("of the journal is one word: 64 bits of number and 192 of digest", async () => {
    const digest = 2n ** 192n - 1n;
    for (const seq of [2n ** 56n - 1n, 2n ** 63n - 1n, MOST - 1n]) {
      await put(journal, (seq << 192n) | digest);
      expect(await world.amp.journal()).to.deep.equal([seq, `0x${"ff".repeat(24)}`]);
      await expect(world.amp.connect(world.owner).voidMessages(handle))
        .to.emit(world.amp, "MessagesVoided")
        .withArgs(world.owner.address, handle, (value: bigint) => value > 0n, seq + 1n);
      expect((await world.amp.journal()).seq).to.equal(seq + 1n);
    }
  });
});
