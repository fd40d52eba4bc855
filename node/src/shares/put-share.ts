import { type Bytes32, ProblemError, type putShareSchema } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { linkedAccounts } from "../users/linked-accounts.ts";
import { ownEntry } from "../users/own-entry.ts";

/** Creates the caller's share or replaces it whole. */
export async function putShare(
  parts: Parts,
  principal: Principal,
  share: Bytes32,
  request: z.output<typeof putShareSchema>,
): Promise<void> {
  const user = await ownEntry(parts, principal, "share");
  const { ownerAccount, grantee, purpose, records } = request;
  if (!linkedAccounts(user).includes(ownerAccount))
    throw new ProblemError("SHARE_INVALID", "The owner account is not linked to the caller.", {
      ownerAccount,
    });
  if (new Set(records.map(({ record }) => record)).size !== records.length)
    throw new ProblemError("SHARE_INVALID", "A record stands in the share twice.");
  const createdAtSeconds = parts.nowSeconds();
  const facts = { share, ownerId: user.userId, ownerAccount, grantee, purpose, createdAtSeconds };
  const outcome = await parts.store.shares.putShare({ ...facts, records });
  switch (outcome.kind) {
    case "stored":
      return;
    case "taken":
      throw new ProblemError("SHARE_TAKEN", "Draw a new share id; a share keeps its parties.", { share });
    case "record-unfit":
      throw new ProblemError("SHARE_INVALID", "A record is not the caller's or not at the named version.", {
        record: outcome.record,
      });
  }
}
