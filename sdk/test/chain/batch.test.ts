import { grantHandle } from "@idos/protocol";
import { expect } from "chai";
import { randomId } from "../../src/records/random-id.ts";
import { type ContractWorld, startContractWorld } from "../harness/contract-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("a batch that an owner signed", () => {
  let world: ContractWorld;
  before(async () => {
    world = await startContractWorld();
  });
  after(() => world.stop());

  const isGranted = ({ grantee, shareId }: ReturnType<ContractWorld["terms"]>) =>
    world.owner.isGranted(world.ownerAccount, grantee, shareId);

  it("tells of each change whether it was made, when another was made before by itself", async () => {
    const { owner, relayer, terms } = world;
    const [one, two] = [terms(10), terms(10)];
    const handle = randomId();
    await owner.grantMany([one, two]);
    await owner.grantSealed({ handle, expiresAt: world.inDays(10) });
    const ends = [one, two].map((grant) => ({ ...grant, expiresAt: 0n }));
    const sealedChanges = [{ handle, expiresAt: world.inDays(20) }];
    const batch = await owner.signBatch({ changes: ends, sealedChanges }, world.inDays(1));
    await owner.voidMessages(grantHandle(one.grantee, one.shareId));
    const relayed = await relayer.relayBatch(batch);
    expect(relayed?.changes).to.deep.equal(["skipped", "made"]);
    expect(relayed?.sealedChanges).to.deep.equal(["made"]);
    expect([await isGranted(one), await isGranted(two)]).to.deep.equal([true, false]);
    expect((await owner.grantOf(world.ownerAccount, handle)).expiresAt).to.equal(world.inDays(20));
    await expectIdosError(() => relayer.relayBatch(batch), "CONTRACT_NOTHING_TO_CHANGE");
  });

  it("changes a grant once: two changes of it, public or sealed, are refused before the wallet is asked", async () => {
    const { owner, terms, inDays } = world;
    const grant = terms(10);
    const handle = grantHandle(grant.grantee, grant.shareId);
    const sealed = { handle, expiresAt: inDays(5) };
    const twice = [
      { changes: [grant, terms(10), { ...grant, expiresAt: 0n }] },
      { changes: [grant], sealedChanges: [sealed] },
      { sealedChanges: [sealed, sealed] },
    ];
    for (const batch of twice) {
      const { values } = await expectIdosError(() => owner.signBatch(batch, inDays(1)), "ARGUMENT_INVALID");
      expect(values).to.deep.equal({ argument: "changes", handle });
    }
  });

  it("carries each handle's present nonce", async () => {
    const { owner, terms, inDays } = world;
    const [used, fresh, handle] = [terms(10), terms(10), randomId()];
    await owner.grant(used);
    await owner.voidMessages(handle);
    await owner.voidMessages(handle);
    const sealedChanges = [{ handle, expiresAt: inDays(5) }];
    const { message } = await owner.signBatch({ changes: [used, fresh], sealedChanges }, inDays(1));
    const nonces = [...message.changes, ...message.sealedChanges].map(({ nonce }) => nonce);
    expect(nonces).to.deep.equal([1n, 0n, 2n]);
  });

  it("is done for a relayer that comes second, whatever its changes", async () => {
    const { owner, relayer, grantee, terms, inDays } = world;
    const [standing, handle] = [terms(10), randomId()];
    await owner.grant(standing);
    const changes = [terms(10), { ...standing, expiresAt: 0n }];
    const sealedChanges = [{ handle, expiresAt: inDays(5) }];
    const batch = await owner.signBatch({ changes, sealedChanges }, inDays(1));
    const relayed = await relayer.relayBatch(batch);
    expect([relayed?.changes, relayed?.sealedChanges]).to.deep.equal([["made", "made"], ["made"]]);
    expect(await grantee.relayBatch(batch)).to.equal(null);
  });

  it("of no changes is no success", async () => {
    const batch = await world.owner.signBatch({}, world.inDays(1));
    await expectIdosError(() => world.relayer.relayBatch(batch), "CONTRACT_NOTHING_TO_CHANGE");
  });
});
