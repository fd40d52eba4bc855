import type { Address, Bytes32 } from "@idos/protocol";
import type { ContractConnection } from "./contract-connection.ts";
import type { GrantKey, GrantTerms, SealedGrantTerms } from "./grant-terms.ts";
import { type ChainReceipt, chainReceiptOf } from "./receipt.ts";

/** What the signer's account decides by a transaction of its own. All of them throw as `sendAndWait` does. */
export interface AccessTransactions {
  grant(terms: GrantTerms): Promise<ChainReceipt>;
  /** Throws CONTRACT_NOT_GRANTED where there is nothing to revoke. */
  revoke(grantee: Address, shareId: Bytes32): Promise<ChainReceipt>;
  /** All are made or none. */
  grantMany(grants: readonly GrantTerms[]): Promise<ChainReceipt>;
  /** Passes over what has ended already; CONTRACT_NOTHING_TO_CHANGE where that is all. */
  revokeMany(grants: readonly GrantKey[]): Promise<ChainReceipt>;
  grantSealed(terms: SealedGrantTerms): Promise<ChainReceipt>;
  /** Throws CONTRACT_NOT_GRANTED_SEALED where there is nothing to revoke. */
  revokeSealed(handle: Bytes32): Promise<ChainReceipt>;
  /** Ends every grant of the account at once, and voids every message that it signed. */
  revokeAll(): Promise<ChainReceipt>;
  /** Voids what the account signed for the handle and nobody has sent yet; a grant stays as it is. */
  voidMessages(handle: Bytes32): Promise<ChainReceipt>;
  /** Gives up, as its grantee, what `owner` granted. Public grants only. */
  renounce(owner: Address, shareId: Bytes32): Promise<ChainReceipt>;
}

export function accessTransactions({ contract, send }: ContractConnection): AccessTransactions {
  const made = async (transact: Parameters<typeof send>[0]): Promise<ChainReceipt> =>
    chainReceiptOf(await send(transact));
  return {
    grant: ({ grantee, shareId, expiresAt }) => made(() => contract.grant(grantee, shareId, expiresAt)),
    revoke: (grantee, shareId) => made(() => contract.revoke(grantee, shareId)),
    grantMany: (grants) => made(() => contract.grantMany([...grants])),
    revokeMany: (grants) => made(() => contract.revokeMany([...grants])),
    grantSealed: ({ handle, expiresAt }) => made(() => contract.grantSealed(handle, expiresAt)),
    revokeSealed: (handle) => made(() => contract.revokeSealed(handle)),
    revokeAll: () => made(() => contract.revokeAll()),
    voidMessages: (handle) => made(() => contract.voidMessages(handle)),
    renounce: (owner, shareId) => made(() => contract.renounce(owner, shareId)),
  };
}
