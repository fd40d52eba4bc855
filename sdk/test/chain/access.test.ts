import { grantHandle, sealedGrantHandle } from "@idos/protocol";
import { expect } from "chai";
import { getAddress, Wallet } from "ethers";
import { connectAccessContract } from "../../src/chain/access-contract.ts";
import { randomId } from "../../src/records/random-id.ts";
import { type ContractWorld, startContractWorld } from "../harness/contract-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("the contract, as the SDK offers it", () => {
  let world: ContractWorld;
  before(async () => {
    world = await startContractWorld();
  });
  after(() => world.stop());

  it("grants and ends many in one transaction each", async () => {
    const { owner, ownerAccount, terms } = world;
    const grants = [terms(1), terms(2), terms(3)];
    const granted = await owner.grantMany(grants);
    const state = () =>
      Promise.all(grants.map((it) => owner.isGranted(ownerAccount, it.grantee, it.shareId)));
    expect(await state()).to.deep.equal([true, true, true]);
    const ended = await owner.revokeMany(grants);
    expect(ended.blockNumber).to.equal(granted.blockNumber + 1);
    expect(await state()).to.deep.equal([false, false, false]);
  });

  it("seals a grant and ends it by its handle", async () => {
    const { owner, ownerAccount, granteeAccount } = world;
    const [shareId, salt] = [randomId(), randomId()];
    const handle = sealedGrantHandle(granteeAccount, shareId, salt);
    await owner.grantSealed({ handle, expiresAt: world.inDays(1) });
    const isSealed = (with_: typeof salt) =>
      owner.isGrantedSealed(ownerAccount, granteeAccount, shareId, with_);
    expect([await isSealed(salt), await isSealed(randomId())]).to.deep.equal([true, false]);
    expect(await owner.isInForce(ownerAccount, handle)).to.equal(true);
    await owner.revokeSealed(handle);
    expect(await isSealed(salt)).to.equal(false);
    expect(await owner.isInForce(ownerAccount, handle)).to.equal(false);
  });

  it("lets a grantee give a public grant up, and no other account", async () => {
    const { owner, ownerAccount, granteeAccount, grantee, relayer, terms } = world;
    const { shareId } = terms(1);
    await owner.grant(terms(1, shareId));
    await expectIdosError(() => relayer.renounce(ownerAccount, shareId), "CONTRACT_NOT_GRANTED");
    await grantee.renounce(ownerAccount, shareId);
    expect(await owner.isGranted(ownerAccount, granteeAccount, shareId)).to.equal(false);
  });

  it("voids what was signed and leaves the grant", async () => {
    const { owner, ownerAccount, relayer, terms } = world;
    const grant = terms(1);
    const handle = grantHandle(grant.grantee, grant.shareId);
    await owner.grant(grant);
    const signed = await owner.signRevoke(grant, world.inDays(1));
    await owner.voidMessages(handle);
    await expectIdosError(() => relayer.relayRevoke(signed), "CONTRACT_INVALID_SIGNATURE");
    expect(await owner.isInForce(ownerAccount, handle)).to.equal(true);
    expect(await owner.nonceOf(ownerAccount, handle)).to.equal(2n);
  });

  it("takes the contract's address in any spelling, and nothing else for one", async () => {
    const { chain, deployment } = world;
    const spelled = { ...deployment, contract: getAddress(deployment.contract) };
    expect(spelled.contract).to.not.equal(deployment.contract);
    const receipt = await connectAccessContract(spelled, chain.account(1)).revokeAll();
    expect(receipt.blockNumber).to.be.above(0);
    const connecting = () =>
      Promise.resolve().then(() =>
        connectAccessContract({ ...deployment, contract: "0x12" }, chain.account(1)),
      );
    await expectIdosError(connecting, "ARGUMENT_INVALID");
  });

  it("needs a provider, on the chain of the contract", async () => {
    const { chain, deployment, ownerAccount } = world;
    const alone = connectAccessContract(deployment, Wallet.createRandom());
    await expectIdosError(() => alone.epochOf(ownerAccount), "ARGUMENT_INVALID");
    const elsewhere = connectAccessContract({ ...deployment, chainId: 1 }, chain.account(1));
    const { values } = await expectIdosError(() => elsewhere.revokeAll(), "WRONG_CHAIN");
    expect(values).to.deep.equal({ chainId: 1, walletChainId: chain.chainId });
  });
});
