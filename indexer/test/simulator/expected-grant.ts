import { type Address, type Bytes32, eventHandle, type GrantEvent, type GrantState } from "@idos/protocol";
import { modelExpiry } from "../harness/contract-model.ts";
import { placeKey, type SimBlock } from "./block-tree.ts";

/** What may be said of a grant at a block, where the grants of blocks after `confirmed` do not count yet. */
export type ExpectedGrant =
  | { readonly kind: "none" }
  /** All that concerns it is confirmed. */
  | { readonly kind: "granted"; readonly expiresAt: bigint; readonly sinceBlock: number }
  /** Its newest grant is not confirmed: at most what was in force before is. */
  | { readonly kind: "pending"; readonly expiresAtMost: bigint };

/** Restates the rule over the events themselves, without what the index keeps: a grant waits, an end does not. */
export function expectedGrant(
  block: SimBlock,
  confirmed: number,
  owner: Address,
  handle: Bytes32,
): ExpectedGrant {
  const recent: GrantEvent[] = [];
  let at = block;
  while (at.number > confirmed && at.parent !== undefined) {
    recent.unshift(...at.events.filter((event) => concerns(event, owner, handle)));
    at = at.parent;
  }
  let inForce = modelExpiry(at.contract, owner, handle);
  let newest = inForce;
  let isPending = false;
  for (const event of recent) {
    if (event.kind === "granted" || event.kind === "granted-sealed") {
      newest = event.expiresAt;
      if (newest < inForce) inForce = newest;
      isPending = true;
    } else {
      newest = 0n;
      inForce = 0n;
    }
  }
  if (newest === 0n) return { kind: "none" };
  if (isPending) return { kind: "pending", expiresAtMost: inForce };
  const sinceBlock = block.standing.get(placeKey(owner, handle))?.sinceBlock ?? 0;
  return { kind: "granted", expiresAt: newest, sinceBlock };
}

function concerns(event: GrantEvent, owner: Address, handle: Bytes32): boolean {
  if (event.owner !== owner || event.kind === "messages-voided" || event.kind === "change-skipped")
    return false;
  return event.kind === "revoked-all" || eventHandle(event) === handle;
}

/** What is wrong with the answer; undefined where nothing is. */
export function disagreement(answer: GrantState, expected: ExpectedGrant): string | undefined {
  switch (expected.kind) {
    case "none":
      return answer.kind === "none" ? undefined : "is granted by nobody";
    case "granted": {
      const { expiresAt, sinceBlock } = expected;
      const equal =
        answer.kind === "granted" && answer.expiresAt === expiresAt && answer.sinceBlock === sinceBlock;
      return equal ? undefined : `is granted until ${expiresAt} since block ${sinceBlock}`;
    }
    case "pending": {
      const { expiresAtMost } = expected;
      if (answer.kind === "unconfirmed") return undefined;
      if (answer.kind === "none") return "waits for its confirmation";
      return answer.expiresAt <= expiresAtMost ? undefined : `is in force until ${expiresAtMost} at most`;
    }
  }
}
