import { expect } from "chai";
import { journalFields, journalWord, replayJournal } from "./support/events.ts";
import { batchOf, domainOf, relayBatch, signBatch } from "./support/messages.ts";
import { OWNERS } from "./support/owners.ts";
import {
  ethers,
  FAR_FUTURE,
  freshWorld,
  handleOf,
  networkHelpers,
  randomShareId,
  type World,
} from "./support/world.ts";

/** Every kind of event, of several owners, by every way of acting, interleaved. */
async function act(world: World): Promise<void> {
  const owners = await Promise.all(OWNERS.map(({ create }) => create(world)));
  const shares = owners.map(() => ({ grantee: world.grantee.address, shareId: randomShareId() }));
  for (const [i, share] of shares.entries()) {
    for (const [j, owner] of owners.entries()) await owner.grant(share, FAR_FUTURE + BigInt(10 * i + j));
    await owners[i]?.revoke(share);
  }
  for (const owner of owners) await owner.revokeAll();
  for (const share of shares) await owners[0]?.grant(share, FAR_FUTURE);
  const { amp, owner, grantee } = world;
  const own = amp.connect(owner);
  const [given, standing] = [shares[1], shares[2]];
  if (given === undefined || standing === undefined) throw new Error("there are more");
  await amp.connect(grantee).renounce(owner, given.shareId);
  const handle = randomShareId();
  await own.grantSealed(handle, FAR_FUTURE);
  await own.voidMessages(handle);
  await own.revokeSealed(handle);
  const made = {
    ...standing,
    expiresAt: 0n,
    nonce: await amp.nonceOf(owner, handleOf(standing.grantee, standing.shareId)),
  };
  const batch = batchOf(owner.address, { changes: [made, made], epoch: await amp.epochOf(owner) });
  await relayBatch(amp, batch, await signBatch(owner, await domainOf(amp), batch));
}

describe("the journal", () => {
  it("is empty before the first event", async () => {
    expect(await journalWord(await freshWorld())).to.equal(0n);
  });

  it("equals a replay of the events, and their seq counts from 1 without gaps", async () => {
    const world = await freshWorld();
    await act(world);
    const events = await journalFields(world);
    expect(new Set(events.map(({ fields }) => fields[0])).size).to.equal(8);
    expect(events.map(({ seq }) => seq)).to.deep.equal(events.map((_, i) => BigInt(i) + 1n));
    expect(replayJournal(events)).to.equal(await journalWord(world));
  });

  it("differs from a replay that lacks, repeats, swaps or alters an event", async () => {
    const world = await freshWorld();
    await act(world);
    const events = await journalFields(world);
    const [first, second, third, ...rest] = events;
    if (first === undefined || second === undefined || third === undefined) throw new Error("no events");
    const { fields, seq } = first;
    const altered = { fields: [fields[0], fields[1], fields[2], fields[3], fields[4] + 1n] as const, seq };
    const word = await journalWord(world);
    for (const wrong of [
      [second, third, ...rest],
      [first, first, second, third, ...rest],
      [first, third, second, ...rest],
      [altered, second, third, ...rest],
    ]) {
      expect(replayJournal(wrong)).to.not.equal(word);
    }
  });

  it("holds several events of one block in the order of their logs", async () => {
    const world = await freshWorld();
    const { amp, owner, grantee, stranger } = world;
    await ethers.provider.send("evm_setAutomine", [false]);
    const gasLimit = 200_000n;
    await amp.connect(owner).grant(grantee, randomShareId(), FAR_FUTURE, { gasLimit });
    await amp.connect(stranger).revokeAll({ gasLimit });
    await amp.connect(owner).revokeAll({ gasLimit });
    await networkHelpers.mine();
    await ethers.provider.send("evm_setAutomine", [true]);
    const events = await journalFields(world);
    expect(events).to.have.length(3);
    expect(replayJournal(events)).to.equal(await journalWord(world));
  });

  it("can be read at each block, with all events of that block", async () => {
    const world = await freshWorld();
    await act(world);
    const events = await journalFields(world);
    const logs = await ethers.provider.getLogs({ address: await world.amp.getAddress(), fromBlock: 0 });
    for (const [i, { blockNumber }] of logs.entries()) {
      if (logs[i + 1]?.blockNumber === blockNumber) continue;
      const [seq, digest] = await world.amp.journal({ blockTag: blockNumber });
      expect((seq << 192n) | BigInt(digest)).to.equal(replayJournal(events.slice(0, i + 1)));
    }
  });
});
