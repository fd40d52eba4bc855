import {
  AccessManagementProtocol__factory,
  batchTypedData,
  grantHandle,
  parseAddress,
  ZERO_BYTES32,
} from "@idos/protocol";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { CONTRACT_REFUSALS, type ContractCode, contractCodeOf } from "../../src/errors/contract-refusals.ts";
import { IdosError } from "../../src/errors/idos-error.ts";
import { randomId } from "../../src/records/random-id.ts";
import { signTypedData } from "../../src/session/wallet.ts";
import { type ContractWorld, startContractWorld } from "../harness/contract-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";

/** Of the library that keeps the domain's name; only the making of a contract with another name meets them. */
const ERRORS_OF_LIBRARIES = ["InvalidShortString", "StringTooLong"];

type Provoked = readonly [act: () => Promise<unknown>, values: Readonly<Record<string, unknown>>];

describe("the contract's refusals", () => {
  let world: ContractWorld;
  before(async () => {
    world = await startContractWorld();
  });
  after(() => world.stop());

  it("each have a code, and each code is a refusal's", () => {
    const names: string[] = [];
    AccessManagementProtocol__factory.createInterface().forEachError(({ name }) => names.push(name));
    const own = names.filter((name) => !ERRORS_OF_LIBRARIES.includes(name));
    expect(own.map(contractCodeOf).sort()).to.deep.equal(Object.keys(CONTRACT_REFUSALS).sort());
    expect(ERRORS_OF_LIBRARIES.map(contractCodeOf)).to.deep.equal([undefined, undefined]);
    expect(contractCodeOf("NotGrantedSealed")).to.equal("CONTRACT_NOT_GRANTED_SEALED");
  });

  it("come with what to do", () => {
    const { remedy } = new IdosError("CONTRACT_EMPTY_BATCH", "x");
    expect(remedy).to.equal(CONTRACT_REFUSALS.CONTRACT_EMPTY_BATCH.remedy);
  });

  const provoked: Readonly<Record<ContractCode, () => Promise<Provoked> | Provoked>> = {
    CONTRACT_ZERO_GRANTEE: () => {
      const grant = { ...world.terms(1), grantee: parseAddress(ZeroAddress) };
      return [() => world.owner.grant(grant), {}];
    },
    CONTRACT_ZERO_SHARE_ID: () => [() => world.owner.grant(world.terms(1, ZERO_BYTES32)), {}],
    CONTRACT_ZERO_HANDLE: () => {
      const grant = { handle: ZERO_BYTES32, expiresAt: world.inDays(1) };
      return [() => world.owner.grantSealed(grant), {}];
    },
    CONTRACT_EXPIRY_IN_THE_PAST: () => {
      const grant = world.terms(-1);
      return [() => world.owner.grant(grant), { expiresAt: String(grant.expiresAt) }];
    },
    CONTRACT_NOT_GRANTED: () => {
      const shareId = randomId();
      const values = { owner: world.ownerAccount, grantee: world.granteeAccount, shareId };
      return [() => world.owner.revoke(world.granteeAccount, shareId), values];
    },
    CONTRACT_NOT_GRANTED_SEALED: () => {
      const handle = randomId();
      return [() => world.owner.revokeSealed(handle), { owner: world.ownerAccount, handle }];
    },
    CONTRACT_EMPTY_BATCH: () => [() => world.owner.grantMany([]), {}],
    CONTRACT_NOTHING_TO_CHANGE: async () => {
      const signed = await world.owner.signBatch({ changes: [world.terms(1)] }, world.inDays(1));
      for (const { grantee, shareId } of signed.message.changes)
        await world.owner.voidMessages(grantHandle(grantee, shareId));
      return [() => world.relayer.relayBatch(signed), { owner: world.ownerAccount }];
    },
    CONTRACT_NONCE_AHEAD: async () => {
      const { owner, relayer, terms, inDays, chain, deployment, ownerAccount } = world;
      const { message } = await owner.signBatch({ changes: [terms(1)] }, inDays(1));
      const ahead = { ...message, changes: message.changes.map((it) => ({ ...it, nonce: 1n })) };
      const signature = await signTypedData(chain.account(1), batchTypedData(deployment, ahead));
      const [handle] = ahead.changes.map(({ grantee, shareId }) => grantHandle(grantee, shareId));
      return [
        () => relayer.relayBatch({ message: ahead, signature }),
        { owner: ownerAccount, handle, nonce: "1" },
      ];
    },
    CONTRACT_DEADLINE_PASSED: async () => {
      const signed = await world.owner.signRevokeAll(world.inDays(-1));
      return [() => world.relayer.relayRevokeAll(signed), { deadline: String(signed.message.deadline) }];
    },
    CONTRACT_INVALID_SIGNATURE: async () => {
      const { message } = await world.owner.signGrant(world.terms(1), world.inDays(1));
      const forged = { message, signature: `0x${"11".repeat(65)}` };
      return [() => world.relayer.relayGrant(forged), { owner: world.ownerAccount }];
    },
  };

  for (const [code, provoke] of Object.entries(provoked))
    it(`${code} arrives with the contract's own values`, async () => {
      const [act, expected] = await provoke();
      const { code: found, values } = await act().then(
        () => expect.fail("it was not refused"),
        (error: unknown) => (error instanceof IdosError ? error : expect.fail(String(error))),
      );
      expect(found).to.equal(code);
      const { timestamp, ...rest } = values;
      expect(rest).to.deep.equal(expected);
      const isTimed = code === "CONTRACT_EXPIRY_IN_THE_PAST" || code === "CONTRACT_DEADLINE_PASSED";
      if (isTimed) expect(timestamp).to.match(/^[1-9][0-9]{9}$/);
      else expect(values).not.to.have.property("timestamp");
    });

  it("also where a relayer's transaction meets one for two causes: the deadline is named first", async () => {
    const { message } = await world.owner.signGrant(world.terms(1), world.inDays(-1));
    const forged = { message, signature: `0x${"11".repeat(65)}` };
    await expectIdosError(() => world.relayer.relayGrant(forged), "CONTRACT_DEADLINE_PASSED");
  });
});
