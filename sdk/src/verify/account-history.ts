import {
  type AccountClaim,
  type AccountClaimKind,
  accountClaims,
  type AccountHistory,
  type Address,
  type Bytes32,
  type SignedAccountLink,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import { recoverTypedDataSigner } from "./typed-data-signer.ts";

/**
 * Checks that the user's id follows from the founding link, that each further account was linked by one that was linked
 * then, and that each that left was put out by one that might. Throws NODE_LIED. Key accounts only: a contract account's
 * signature needs its chain.
 */
export function verifyAccounts(userId: Bytes32, history: AccountHistory): void {
  const claims = accountClaims(userId, history);
  if ("fault" in claims) throw lie(userId, claims.fault, claims.subject);
  const unsigned = claims.find((claim) => !isSigned(claim));
  if (unsigned !== undefined) throw lie(userId, unsigned.kind, unsigned.subject);
}

/** Whether the link founds its user: the id commits to the account, and the account signed. */
export function isFoundingLink(founding: SignedAccountLink): boolean {
  const claims = accountClaims(founding.link.userId, [founding]);
  return !("fault" in claims) && claims.every(isSigned);
}

function isSigned({ signer, typedData, signature }: AccountClaim): boolean {
  return recoverTypedDataSigner(typedData, signature) === signer;
}

function lie(userId: Bytes32, kind: AccountClaimKind, account: Address | null): Error {
  switch (kind) {
    case "founding":
      return nodeLied("user-id", "The user's id does not follow from a founding link", { userId });
    case "link":
      return nodeLied("account-link", "An account of the user is not linked by her", { userId, account });
    case "unlink":
      return nodeLied("account-unlink", "An account of the user was not unlinked by her", {
        ...{ userId, account },
      });
  }
}
