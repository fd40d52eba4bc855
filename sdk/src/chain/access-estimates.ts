import type { Address, Bytes32 } from "@idos/protocol";
import { zeroPadValue } from "ethers";
import type { ContractConnection } from "./contract-connection.ts";
import type { GrantKey } from "./grant-terms.ts";

/** Gas that a transaction of the signer's account would take now. All of them throw as the transaction would. */
export interface AccessEstimates {
  /** Of one share to this grantee; every one takes about the same. */
  estimateGrant(grantee: Address, expiresAt: bigint): Promise<bigint>;
  estimateRevokeMany(grants: readonly GrantKey[]): Promise<bigint>;
  estimateRevokeSealed(handle: Bytes32): Promise<bigint>;
  estimateRevokeAll(): Promise<bigint>;
}

/** Stands for the random one that the share will have: no share is under it. */
const SOME_SHARE = zeroPadValue("0x01", 32);

export function accessEstimates({ contract, view }: ContractConnection): AccessEstimates {
  return {
    estimateGrant: (grantee, expiresAt) =>
      view(() => contract.grant.estimateGas(grantee, SOME_SHARE, expiresAt)),
    estimateRevokeMany: (grants) => view(() => contract.revokeMany.estimateGas([...grants])),
    estimateRevokeSealed: (handle) => view(() => contract.revokeSealed.estimateGas(handle)),
    estimateRevokeAll: () => view(() => contract.revokeAll.estimateGas()),
  };
}
