import {
  type AccountHistory,
  accountUnlinkTypedData,
  ProblemError,
  type SignedAccountUnlink,
  type UnlinkFault,
  unlinkFault,
} from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { linkedSigner } from "./linked-accounts.ts";
import { ownEntry } from "./own-entry.ts";
import { requireFresh } from "./require-fresh.ts";

const FAULTS: Readonly<Record<UnlinkFault, string>> = {
  "not-linked": "Both accounts must be the user's when it is signed.",
  itself: "Another account that stays must sign, so the last one does not leave.",
  "account-signature-missing":
    "The leaving account was not linked later than the other one, so it must sign too.",
};

/** Ends what an account of the caller's user could do: its sessions, and what it granted. Sent again, it succeeds again. */
export async function unlinkAccount(
  parts: Parts,
  principal: Principal,
  signed: SignedAccountUnlink,
): Promise<void> {
  const user = await ownEntry(parts, principal, "keys");
  const { unlink, signature, accountSignature } = signed;
  if (unlink.userId !== user.userId) throw invalid("It is for another user.");
  if (isDone(user.accounts, signed)) return;
  requireFresh(unlink.issuedAt, parts.nowSeconds(), "ACCOUNT_UNLINK_INVALID");
  const fault = unlinkFault(user.accounts, signed);
  if (fault !== undefined) throw invalid(FAULTS[fault]);
  const leaving = linkedSigner(user, unlink.account);
  const remaining = linkedSigner(user, unlink.unlinkedBy);
  if (leaving === undefined || remaining === undefined) throw invalid(FAULTS["not-linked"]);
  const data = accountUnlinkTypedData(unlink);
  if (!(await parts.signatures.signedTypedData(remaining, data, signature)))
    throw invalid("The signature is not by the account that stays.");
  // One that is not needed must hold too: it stands in the user's history for everyone to verify.
  if (
    accountSignature !== undefined &&
    !(await parts.signatures.signedTypedData(leaving, data, accountSignature))
  )
    throw invalid("The signature is not by the account that leaves.");
  if ((await parts.store.users.unlinkAccount(user.userId, signed)) === "unfit")
    throw invalid("The user's accounts have changed in the meantime.");
}

/** Whether an answer was lost: this very statement has ended a link already. */
function isDone(history: AccountHistory, { unlink, signature }: SignedAccountUnlink): boolean {
  return history.some(
    ({ unlinked }) =>
      unlinked?.signature === signature &&
      unlinked.unlink.account === unlink.account &&
      unlinked.unlink.issuedAt === unlink.issuedAt,
  );
}

function invalid(detail: string): ProblemError {
  return new ProblemError("ACCOUNT_UNLINK_INVALID", detail);
}
