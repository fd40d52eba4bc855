import {
  AccessManagementProtocol__factory,
  type Address,
  type Bytes32,
  EVENT_TOPICS,
  grantHandle,
  NEVER_EXPIRES,
  parseAddress,
  parseBytes32,
  toHex,
} from "@idos/protocol";
import { randomBytes } from "node:crypto";
import type { TestChain } from "../../../test/harness/chain.ts";

/** A grant that a test makes: accounts by their number on the chain. */
export interface TestGrant {
  readonly owner: number;
  readonly grantee: number;
  readonly shareId: Bytes32;
}

export interface DeployedChain {
  readonly chain: TestChain;
  readonly contract: Address;
  readonly deployBlock: number;
  address(account: number): Address;
  handle(grant: TestGrant): Bytes32;
  /** Resolves to the block of the transaction. */
  grant(grant: TestGrant, expiresAt?: bigint): Promise<number>;
  revoke(grant: TestGrant): Promise<number>;
  revokeAll(owner: number): Promise<number>;
  renounce(grant: TestGrant): Promise<number>;
  /** All in one transaction. */
  grantMany(grants: readonly TestGrant[]): Promise<number>;
  grantSealed(owner: number, handle: Bytes32, expiresAt?: bigint): Promise<number>;
  revokeSealed(owner: number, handle: Bytes32): Promise<number>;
  voidMessages(owner: number, handle: Bytes32): Promise<number>;
  /** Whether the handle counts, public or sealed. */
  counts(owner: number, handle: Bytes32): Promise<boolean>;
  /** How many changes were passed over in the block of this number. */
  skippedIn(blockNumber: number): Promise<number>;
  /** The contract's own count of its events. */
  seq(): Promise<bigint>;
  /** At the block of this number, by default the latest. */
  isGranted(grant: TestGrant, blockNumber?: number): Promise<boolean>;
}

interface Sent {
  wait(): Promise<{ readonly blockNumber: number } | null>;
}

export function newShareId(): Bytes32 {
  return parseBytes32(toHex(randomBytes(32)));
}

/** A new contract on the chain: tests that share a chain share no event. */
export async function deployTo(chain: TestChain): Promise<DeployedChain> {
  const deployer = chain.account(9);
  const deployed = await new AccessManagementProtocol__factory(deployer).deploy();
  const deployBlock = (await deployed.deploymentTransaction()?.wait())?.blockNumber ?? 0;
  const contract = parseAddress(await deployed.getAddress());
  const by = (account: number) => AccessManagementProtocol__factory.connect(contract, chain.account(account));
  const address = (account: number) => parseAddress(chain.account(account).address);
  const mined = async (sending: Promise<Sent>): Promise<number> =>
    (await (await sending).wait())?.blockNumber ?? 0;
  return {
    chain,
    contract,
    deployBlock,
    address,
    handle: ({ grantee, shareId }) => grantHandle(address(grantee), shareId),
    grant: ({ owner, grantee, shareId }, expiresAt = NEVER_EXPIRES) =>
      mined(by(owner).grant(address(grantee), shareId, expiresAt)),
    revoke: ({ owner, grantee, shareId }) => mined(by(owner).revoke(address(grantee), shareId)),
    revokeAll: (owner) => mined(by(owner).revokeAll()),
    renounce: ({ owner, grantee, shareId }) => mined(by(grantee).renounce(address(owner), shareId)),
    grantMany: (grants) =>
      mined(
        by(grants[0]?.owner ?? 0).grantMany(
          grants.map(({ grantee, shareId }) => ({
            grantee: address(grantee),
            shareId,
            expiresAt: NEVER_EXPIRES,
          })),
        ),
      ),
    grantSealed: (owner, handle, expiresAt = NEVER_EXPIRES) =>
      mined(by(owner).grantSealed(handle, expiresAt)),
    revokeSealed: (owner, handle) => mined(by(owner).revokeSealed(handle)),
    voidMessages: (owner, handle) => mined(by(owner).voidMessages(handle)),
    async counts(owner, handle) {
      const [{ expiresAt, epoch }, current] = await Promise.all([
        by(owner).grantOf(address(owner), handle),
        by(owner).epochOf(address(owner)),
      ]);
      return epoch === current && expiresAt > 0n;
    },
    async skippedIn(blockNumber) {
      const where = { address: contract, fromBlock: blockNumber, toBlock: blockNumber };
      const topics = [EVENT_TOPICS["change-skipped"]];
      return (await chain.provider.getLogs({ ...where, topics })).length;
    },
    seq: async () => (await by(0).journal()).seq,
    isGranted: ({ owner, grantee, shareId }, blockNumber) =>
      by(owner).isGranted(address(owner), address(grantee), shareId, { blockTag: blockNumber ?? "latest" }),
  };
}
