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

  it("can change one grant twice", async () => {
    const { owner, relayer, terms } = world;
    const grant = terms(10);
    const changes = [grant, { ...grant, expiresAt: 0n }];
    const sealed = { handle: grantHandle(grant.grantee, grant.shareId), expiresAt: world.inDays(5) };
    const batch = await owner.signBatch({ changes, sealedChanges: [sealed] }, world.inDays(1));
    const relayed = await relayer.relayBatch(batch);
    expect(relayed?.changes).to.deep.equal(["made", "made"]);
    expect(await isGranted(grant)).to.equal(true);
    expect((await owner.grantOf(world.ownerAccount, sealed.handle)).nonce).to.equal(3n);
  });

  it("of no changes is no success", async () => {
    const batch = await world.owner.signBatch({}, world.inDays(1));
    await expectIdosError(() => world.relayer.relayBatch(batch), "CONTRACT_NOTHING_TO_CHANGE");
  });
});
