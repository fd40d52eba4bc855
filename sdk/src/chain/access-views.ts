import type { Address, Bytes32 } from "@idos/protocol";
import type { ContractConnection } from "./contract-connection.ts";
import { isInForce, type Standing, type StoredGrant } from "./standing.ts";

/** What the contract says, asked of the signer's provider. All of them throw WRONG_CHAIN, TRANSACTION_FAILED. */
export interface AccessViews {
  isGranted(owner: Address, grantee: Address, shareId: Bytes32): Promise<boolean>;
  /** Tells the provider whom the grant is for: `isInForce` asks for the same without it. */
  isGrantedSealed(owner: Address, grantee: Address, shareId: Bytes32, salt: Bytes32): Promise<boolean>;
  /** Whether the grant under the handle, public or sealed, counts now. */
  isInForce(owner: Address, handle: Bytes32): Promise<boolean>;
  /** What is stored under the owner's handle, whether it counts or not; all 0 where it was never used. */
  grantOf(owner: Address, handle: Bytes32): Promise<StoredGrant>;
  /** How often the owner has revoked everything. */
  epochOf(owner: Address): Promise<bigint>;
  /** What the next signed message for the handle carries. */
  nonceOf(owner: Address, handle: Bytes32): Promise<bigint>;
}

export function accessViews(connection: ContractConnection): AccessViews {
  const { contract, view } = connection;
  return {
    isGranted: (owner, grantee, shareId) => view(() => contract.isGranted(owner, grantee, shareId)),
    isGrantedSealed: (owner, grantee, shareId, salt) =>
      view(() => contract.isGrantedSealed(owner, grantee, shareId, salt)),
    isInForce: async (owner, handle) => isInForce(await standingOf(connection, owner, handle)),
    async grantOf(owner, handle) {
      const { expiresAt, epoch, nonce } = await view(() => contract.grantOf(owner, handle));
      return { expiresAt, epoch, nonce };
    },
    epochOf: (owner) => view(() => contract.epochOf(owner)),
    nonceOf: (owner, handle) => view(() => contract.nonceOf(owner, handle)),
  };
}

export async function standingOf(
  { contract, view, blockTime }: ContractConnection,
  owner: Address,
  handle: Bytes32,
): Promise<Standing> {
  const { expiresAt, epoch, nonce } = await view(() => contract.grantOf(owner, handle));
  const ownerEpoch = await view(() => contract.epochOf(owner));
  return { expiresAt, epoch, nonce, ownerEpoch, blockTime: await blockTime() };
}
