import {
  AccessManagementProtocol__factory,
  type Bytes32,
  parseAddress,
  parseBytes32,
  toHex,
} from "@idos/protocol";
import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import {
  type AccessContract,
  connectAccessContract,
  type SignedGrant,
} from "../../src/chain/access-contract.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const DAY_SECONDS = 86_400;

describe("a signed grant that a relayer sends", () => {
  let chain: TestChain;
  let owner: AccessContract;
  let relayer: AccessContract;
  let now: number;
  let shareId: Bytes32;
  before(async () => {
    chain = await startTestChain();
    const contract = await new AccessManagementProtocol__factory(chain.account(0)).deploy();
    await contract.waitForDeployment();
    const deployment = { chainId: chain.chainId, contract: parseAddress(await contract.getAddress()) };
    owner = connectAccessContract(deployment, chain.account(1));
    relayer = connectAccessContract(deployment, chain.account(2));
    now = (await chain.provider.getBlock("latest"))?.timestamp ?? 0;
  });
  beforeEach(() => {
    shareId = parseBytes32(toHex(randomBytes(32)));
  });
  after(() => chain.stop());

  const termsFor = (days: number) => ({
    grantee: parseAddress(chain.account(3).address),
    shareId,
    expiresAt: BigInt(now + days * DAY_SECONDS),
  });
  const sign = (days: number, deadlineSeconds = DAY_SECONDS) =>
    owner.signGrant(termsFor(days), BigInt(now + deadlineSeconds));
  const refused = (signed: SignedGrant) =>
    expectIdosError(() => relayer.relayGrant(signed), "GRANT_SIGNATURE_REFUSED");

  it("is made once, and a relayer that comes second succeeds too", async () => {
    const signed = await sign(30);
    expect((await relayer.relayGrant(signed))?.blockNumber).to.be.a("number");
    expect(await relayer.relayGrant(signed)).to.equal(null);
  });

  it("fails when it is lapsed or forged, whatever older grant of the share stands", async () => {
    await owner.grant(termsFor(30));
    await refused(await sign(40, -10));
    await refused({ ...(await sign(40)), signature: `0x${"11".repeat(65)}` });
    await refused({ ...(await sign(30)), signature: `0x${"11".repeat(65)}` });
  });

  it("fails when the owner has changed, revoked or ended everything since", async () => {
    const changed = await sign(40);
    await owner.grant(termsFor(10));
    await refused(changed);
    const revoked = await sign(40);
    await relayer.relayGrant(revoked);
    await owner.revoke(revoked.message.grantee, shareId);
    await refused(revoked);
    const ended = await sign(40);
    await relayer.relayGrant(ended);
    await owner.revokeAll();
    await refused(ended);
    await owner.grant(termsFor(40));
    await refused(ended);
  });
});
