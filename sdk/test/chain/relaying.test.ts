import { expect } from "chai";
import type { Wallet } from "ethers";
import { z } from "zod";
import type { TestChain } from "../../../test/harness/chain.ts";
import { type AccessContract, connectAccessContract } from "../../src/chain/access-contract.ts";
import { randomId } from "../../src/records/random-id.ts";
import { type ContractWorld, startContractWorld } from "../harness/contract-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";

/** One signed form: what it needs, how it comes to be sent, and how the owner does the opposite herself. */
interface Form {
  readonly name: string;
  /** `id` names the share or the handle. */
  readonly sign: (world: ContractWorld, id: Id, deadline: bigint) => Promise<Relay>;
  readonly undo: (world: ContractWorld, id: Id) => Promise<unknown>;
  readonly prepare: (world: ContractWorld, id: Id) => Promise<unknown>;
}

type Id = ReturnType<typeof randomId>;
type Relay = (relayer: AccessContract, signature?: string) => Promise<unknown>;

const FORGED = `0x${"11".repeat(65)}`;
const publicTerms = ({ terms }: ContractWorld, id: Id) => terms(30, id);
const sealedTerms = ({ inDays }: ContractWorld, id: Id) => ({ handle: id, expiresAt: inDays(30) });
const nothing = () => Promise.resolve();

const forms: readonly Form[] = [
  {
    name: "grant",
    prepare: nothing,
    undo: (world, id) => world.owner.revoke(world.granteeAccount, id),
    async sign(world, id, deadline) {
      const signed = await world.owner.signGrant(publicTerms(world, id), deadline);
      return (relayer, signature = signed.signature) => relayer.relayGrant({ ...signed, signature });
    },
  },
  {
    name: "revocation",
    prepare: (world, id) => world.owner.grant(publicTerms(world, id)),
    undo: (world, id) => world.owner.grant(publicTerms(world, id)),
    async sign(world, id, deadline) {
      const signed = await world.owner.signRevoke(publicTerms(world, id), deadline);
      return (relayer, signature = signed.signature) => relayer.relayRevoke({ ...signed, signature });
    },
  },
  {
    name: "sealed grant",
    prepare: nothing,
    undo: (world, id) => world.owner.revokeSealed(id),
    async sign(world, id, deadline) {
      const signed = await world.owner.signGrantSealed(sealedTerms(world, id), deadline);
      return (relayer, signature = signed.signature) => relayer.relayGrantSealed({ ...signed, signature });
    },
  },
  {
    name: "revocation of a sealed grant",
    prepare: (world, id) => world.owner.grantSealed(sealedTerms(world, id)),
    undo: (world, id) => world.owner.grantSealed(sealedTerms(world, id)),
    async sign(world, id, deadline) {
      const signed = await world.owner.signRevokeSealed(id, deadline);
      return (relayer, signature = signed.signature) => relayer.relayRevokeSealed({ ...signed, signature });
    },
  },
  {
    name: "batch",
    prepare: (world, id) => world.owner.grantSealed(sealedTerms(world, id)),
    undo: (world, id) => world.owner.grantSealed(sealedTerms(world, id)),
    async sign(world, id, deadline) {
      const sealedChanges = [{ handle: id, expiresAt: 0n }];
      const changes = [publicTerms(world, id)];
      const signed = await world.owner.signBatch({ changes, sealedChanges }, deadline);
      return (relayer, signature = signed.signature) => relayer.relayBatch({ ...signed, signature });
    },
  },
];

/** A wallet that sends whatever a dry run would say. */
function hasty(wallet: Wallet): Wallet {
  wallet.estimateGas = () => Promise.resolve(500_000n);
  return wallet;
}

/** With automine the chain would refuse what reverts instead of putting it in a block. */
async function minedWithoutAutomine(chain: TestChain, sent: Promise<unknown>): Promise<unknown> {
  await chain.setAutomine(false);
  try {
    while (z.array(z.unknown()).parse(await chain.provider.send("eth_pendingTransactions", [])).length === 0)
      await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 5))]);
    await chain.mine();
    return await sent;
  } finally {
    await chain.setAutomine(true);
  }
}

describe("what an owner signs and a relayer sends:", () => {
  let world: ContractWorld;
  before(async () => {
    world = await startContractWorld();
  });
  after(() => world.stop());

  for (const { name, prepare, sign, undo } of forms)
    describe(`a ${name}`, () => {
      let id: Id;
      beforeEach(async () => {
        id = randomId();
        await prepare(world, id);
      });

      it("is made once, and a relayer that comes second succeeds too", async () => {
        const relay = await sign(world, id, world.inDays(1));
        expect(await relay(world.relayer)).to.be.an("object");
        expect(await relay(world.grantee)).to.equal(null);
      });

      it("succeeds for a relayer that learns only from its reverted transaction that it came second", async () => {
        const relay = await sign(world, id, world.inDays(1));
        await relay(world.relayer);
        const late = relay(connectAccessContract(world.deployment, hasty(world.chain.account(4))));
        expect(await minedWithoutAutomine(world.chain, late)).to.equal(null);
      });

      it("fails when it is lapsed or forged", async () => {
        const late = await sign(world, id, world.inDays(-1));
        await expectIdosError(() => late(world.relayer), "CONTRACT_DEADLINE_PASSED");
        const relay = await sign(world, id, world.inDays(1));
        await expectIdosError(() => relay(world.relayer, FORGED), "CONTRACT_INVALID_SIGNATURE");
      });

      it("fails when the owner has done the opposite since", async () => {
        const relay = await sign(world, id, world.inDays(1));
        await relay(world.relayer);
        await undo(world, id);
        const refused = name === "batch" ? "CONTRACT_NOTHING_TO_CHANGE" : "CONTRACT_INVALID_SIGNATURE";
        await expectIdosError(() => relay(world.grantee), refused);
      });
    });

  it("an end of everything is made once, and a relayer that comes second succeeds too", async () => {
    const signed = await world.owner.signRevokeAll(world.inDays(1));
    await expectIdosError(
      () => world.relayer.relayRevokeAll({ ...signed, signature: FORGED }),
      "CONTRACT_INVALID_SIGNATURE",
    );
    expect(await world.relayer.relayRevokeAll(signed)).to.be.an("object");
    expect(await world.owner.epochOf(world.ownerAccount)).to.equal(signed.message.epoch + 1n);
    expect(await world.grantee.relayRevokeAll(signed)).to.equal(null);
  });

  it("a grant that is already there under other terms is no success", async () => {
    const { owner, relayer, terms } = world;
    const shareId = randomId();
    await owner.grant(terms(30, shareId));
    const { message } = await owner.signGrant(terms(40, shareId), world.inDays(1));
    const forged = { message, signature: FORGED };
    await expectIdosError(() => relayer.relayGrant(forged), "CONTRACT_INVALID_SIGNATURE");
    const same = await owner.signGrant(terms(30, shareId), world.inDays(1));
    const forgedSame = { ...same, signature: FORGED };
    await expectIdosError(() => relayer.relayGrant(forgedSame), "CONTRACT_INVALID_SIGNATURE");
  });

  it("a grant that ended with all the owner's is no success, nor after a new one", async () => {
    const { owner, relayer, terms } = world;
    const signed = await owner.signGrant(terms(40), world.inDays(1));
    await relayer.relayGrant(signed);
    await owner.revokeAll();
    await expectIdosError(() => relayer.relayGrant(signed), "CONTRACT_INVALID_SIGNATURE");
    await owner.grant(terms(40, signed.message.shareId));
    await expectIdosError(() => relayer.relayGrant(signed), "CONTRACT_INVALID_SIGNATURE");
  });

  it("a revocation whose grant ended with all the owner's has come true", async () => {
    const { owner, relayer, terms } = world;
    const grant = terms(40);
    await owner.grant(grant);
    const signed = await owner.signRevoke(grant, world.inDays(1));
    await owner.revokeAll();
    expect(await relayer.relayRevoke(signed)).to.equal(null);
  });
});
