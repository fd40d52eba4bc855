import type { DidKey } from "./did-key.ts";
import type { Bytes32 } from "./primitives.ts";
import { RECEIPT, type Receipt, receiptHash } from "./receipt.ts";
import { verifyStatement } from "./signed-statement.ts";

/**
 * forged: not a receipt, or not signed by the node's key. foreign: of another owner. gap: one or more are missing
 * after it. order: it does not come before the newer one. fork: it is not the one that the newer one names.
 */
export type ReceiptFault = "forged" | "foreign" | "gap" | "order" | "fork";

/** A receipt that was seen before: what came later must lead back to it. */
export interface SeenReceipt {
  readonly seq: number;
  readonly hash: Bytes32;
}

export interface ReceiptChain {
  readonly receipts: readonly Receipt[];
  /** To be kept, and given with the next look; undefined where there is no receipt. */
  readonly newest: SeenReceipt | undefined;
}

/**
 * Checks receipts of one owner as a node lists them, newest first: signatures, and that none was left out, changed or
 * put in another place. They may begin anywhere in the chain and end anywhere, unless `seen` says where they must end:
 * directly after that receipt, or with it. `at` counts from 0 in the list.
 */
export async function verifyReceiptChain(
  newestFirst: readonly string[],
  expected: { readonly nodeKey: DidKey; readonly owner: Bytes32; readonly seen?: SeenReceipt },
): Promise<ReceiptChain | { readonly fault: ReceiptFault; readonly at: number }> {
  const verified = await Promise.all(newestFirst.map((jws) => verifyStatement(RECEIPT, jws)));
  const receipts: Receipt[] = [];
  for (const [at, statement] of verified.entries()) {
    if (statement?.sessionKey !== expected.nodeKey) return { fault: "forged", at };
    if (statement.claims.owner !== expected.owner) return { fault: "foreign", at };
    receipts.push(statement.claims);
  }
  const links = receipts.map(({ seq, prev }, at) => ({
    seq,
    prev,
    hash: receiptHash(newestFirst[at] ?? ""),
  }));
  const broken = brokenLink(links, expected.seen);
  return broken ?? { receipts, newest: links[0] && { seq: links[0].seq, hash: links[0].hash } };
}

interface Link extends SeenReceipt {
  readonly prev: Bytes32 | null;
}

function brokenLink(
  links: readonly Link[],
  seen: SeenReceipt | undefined,
): { readonly fault: ReceiptFault; readonly at: number } | undefined {
  for (const [at, link] of links.entries()) {
    if (seen?.seq === link.seq) return link.hash === seen.hash ? undefined : { fault: "fork", at };
    const older = links[at + 1] ?? seen;
    if (older === undefined) return undefined;
    if (older.seq >= link.seq) return { fault: "order", at };
    if (older.seq < link.seq - 1) return { fault: "gap", at };
    if (older.hash !== link.prev) return { fault: "fork", at };
  }
  // Nothing newer than what was seen, not even itself: the log was cut back.
  return seen === undefined || links.length > 0 ? undefined : { fault: "gap", at: 0 };
}
