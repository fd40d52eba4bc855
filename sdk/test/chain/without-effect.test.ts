import { parseAddress, sealedGrantHandle } from "@idos/protocol";
import { expect } from "chai";
import type { TransactionRequest } from "ethers";
import { type AccessContract, connectAccessContract } from "../../src/chain/access-contract.ts";
import { randomId } from "../../src/records/random-id.ts";
import { type ContractWorld, startContractWorld } from "../harness/contract-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";

/** Of the sender's account, as a wallet has it. */
type Call = (wallet: AccessContract) => Promise<unknown>;

describe("a transaction that goes through without doing what was asked", () => {
  let world: ContractWorld;
  /** A wallet whose transactions succeed although the call inside them did not, as a bundler's may. */
  let hollow: AccessContract;
  before(async () => {
    world = await startContractWorld();
    const wallet = world.chain.account(5);
    const send = wallet.sendTransaction.bind(wallet);
    wallet.sendTransaction = () => send({ to: wallet.address } satisfies TransactionRequest);
    wallet.estimateGas = () => Promise.resolve(500_000n);
    hollow = connectAccessContract(world.deployment, wallet);
  });
  after(() => world.stop());

  const calls: Readonly<Record<string, readonly [event: string, call: () => Call]>> = {
    grant: ["Granted", () => (wallet) => wallet.grant(world.terms(1))],
    revoke: ["Revoked", () => (wallet) => wallet.revoke(world.granteeAccount, randomId())],
    grantMany: ["Granted", () => (wallet) => wallet.grantMany([world.terms(1), world.terms(1)])],
    revokeMany: ["Revoked", () => (wallet) => wallet.revokeMany([world.terms(1)])],
    grantSealed: [
      "GrantedSealed",
      () => {
        const handle = sealedGrantHandle(world.granteeAccount, randomId(), randomId());
        return (wallet) => wallet.grantSealed({ handle, expiresAt: world.inDays(1) });
      },
    ],
    revokeSealed: ["RevokedSealed", () => (wallet) => wallet.revokeSealed(randomId())],
    revokeAll: ["RevokedAll", () => (wallet) => wallet.revokeAll()],
    voidMessages: ["MessagesVoided", () => (wallet) => wallet.voidMessages(randomId())],
    renounce: ["Renounced", () => (wallet) => wallet.renounce(world.ownerAccount, randomId())],
  };

  for (const [name, [event, call]] of Object.entries(calls))
    it(`is no success of ${name}`, async () => {
      const { values } = await expectIdosError(() => call()(hollow), "TRANSACTION_FAILED");
      expect(values["event"]).to.equal(event);
      expect(values["transactionHash"]).to.match(/^0x[0-9a-f]{64}$/);
    });

  it("is no success of a relayer's either, unless what was signed holds", async () => {
    const { owner, relayer, terms, inDays } = world;
    const signed = await owner.signGrant(terms(1), inDays(1));
    const batch = await owner.signBatch({ changes: [terms(1), terms(2)] }, inDays(1));
    await expectIdosError(() => hollow.relayGrant(signed), "TRANSACTION_FAILED");
    await expectIdosError(() => hollow.relayBatch(batch), "TRANSACTION_FAILED");
    await relayer.relayGrant(signed);
    await relayer.relayBatch(batch);
    expect([await hollow.relayGrant(signed), await hollow.relayBatch(batch)]).to.deep.equal([null, null]);
  });

  it("is one that another account made of it, too", async () => {
    const { chain, deployment, terms } = world;
    const [named, sender] = [chain.account(6), chain.account(7)];
    named.sendTransaction = (transaction) => sender.sendTransaction({ ...transaction, from: sender.address });
    const grant = terms(1);
    const wallet = connectAccessContract(deployment, named);
    await expectIdosError(() => wallet.grant(grant), "TRANSACTION_FAILED");
    const isOf = (account: string) => wallet.isGranted(parseAddress(account), grant.grantee, grant.shareId);
    expect([await isOf(named.address), await isOf(sender.address)]).to.deep.equal([false, true]);
  });
});
