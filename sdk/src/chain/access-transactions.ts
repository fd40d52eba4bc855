import { type Address, type Bytes32, grantHandle } from "@idos/protocol";
import { accountOf } from "../session/wallet.ts";
import type { ExpectedChange } from "./change-outcomes.ts";
import type { ContractConnection } from "./contract-connection.ts";
import {
  changeSkipped,
  type ExpectedEvent,
  granted,
  grantedSealed,
  messagesVoided,
  renounced,
  revoked,
  revokedAll,
  revokedSealed,
} from "./expected-events.ts";
import type { GrantKey, GrantTerms, SealedGrantTerms } from "./grant-terms.ts";
import type { ChainReceipt } from "./receipt.ts";

/**
 * What the signer's account decides by a transaction of its own. Each resolves once the contract's events tell that the
 * account decided this. All of them throw as `ContractConnection.send` does, and WALLET_FAILED.
 */
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

export function accessTransactions({ contract, send, signer }: ContractConnection): AccessTransactions {
  const makeAll = async (
    transact: Parameters<typeof send>[0],
    changesBy: (account: Address) => readonly ExpectedChange[],
  ): Promise<ChainReceipt> => (await send(transact, changesBy(await accountOf(signer)))).receipt;
  const make = (
    transact: Parameters<typeof send>[0],
    eventBy: (account: Address) => ExpectedEvent,
  ): Promise<ChainReceipt> => makeAll(transact, (account) => [{ made: eventBy(account) }]);
  return {
    grant: (terms) =>
      make(
        () => contract.grant(terms.grantee, terms.shareId, terms.expiresAt),
        (account) => granted(account, terms),
      ),
    revoke: (grantee, shareId) =>
      make(
        () => contract.revoke(grantee, shareId),
        (account) => revoked(account, { grantee, shareId }),
      ),
    grantMany: (grants) =>
      makeAll(
        () => contract.grantMany([...grants]),
        (account) => grants.map((terms) => ({ made: granted(account, terms) })),
      ),
    revokeMany: (grants) =>
      makeAll(
        () => contract.revokeMany([...grants]),
        (account) => grants.map((grant) => endIfStanding(account, grant)),
      ),
    grantSealed: (terms) =>
      make(
        () => contract.grantSealed(terms.handle, terms.expiresAt),
        (account) => grantedSealed(account, terms),
      ),
    revokeSealed: (handle) =>
      make(
        () => contract.revokeSealed(handle),
        (account) => revokedSealed(account, handle),
      ),
    revokeAll: () =>
      make(
        () => contract.revokeAll(),
        (account) => revokedAll(account),
      ),
    voidMessages: (handle) =>
      make(
        () => contract.voidMessages(handle),
        (account) => messagesVoided(account, handle),
      ),
    renounce: (owner, shareId) =>
      make(
        () => contract.renounce(owner, shareId),
        (account) => renounced(owner, { grantee: account, shareId }),
      ),
  };
}

function endIfStanding(owner: Address, grant: GrantKey): ExpectedChange {
  const handle = grantHandle(grant.grantee, grant.shareId);
  return { made: revoked(owner, grant), skipped: changeSkipped(owner, handle) };
}
