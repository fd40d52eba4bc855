import * as z from "zod";

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const blockNumber = z.int().nonnegative();

/** Where a transaction stands. The last five are final. */
export const transactionStateSchema = z.discriminatedUnion("stage", [
  /** Keys are wrapped and left at the node: `done` of `total` records. */
  z.strictObject({ stage: z.literal("preparing"), done: z.int(), total: z.int() }),
  z.strictObject({ stage: z.literal("waiting-for-wallet") }),
  /** `slow`: it has been on its way for longer than is usual, and may still be made. */
  z.strictObject({ stage: z.literal("submitted"), hash, slow: z.boolean() }),
  /** In a block; the nodes are yet to see it. */
  z.strictObject({ stage: z.literal("confirmed"), hash, blockNumber }),
  /** `seen`: the node has indexed the block; false where it took longer than one waits for. */
  z.strictObject({ stage: z.literal("nodes-updated"), hash, blockNumber, seen: z.boolean() }),
  /** She declined in her wallet. */
  z.strictObject({ stage: z.literal("rejected") }),
  /** Made without effect, or, without a hash, refused before it was sent. */
  z.strictObject({
    stage: z.literal("failed"),
    hash: hash.optional(),
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
  }),
  /** Another one of the account's took its place, for example its cancellation. */
  z.strictObject({ stage: z.literal("replaced"), hash }),
  /** The page was left before the wallet answered: whether it was sent, the wallet knows. */
  z.strictObject({ stage: z.literal("interrupted") }),
]);
export type TransactionState = z.output<typeof transactionStateSchema>;

const FINAL = ["nodes-updated", "rejected", "failed", "replaced", "interrupted"] as const;

export function isFinal({ stage }: TransactionState): boolean {
  return FINAL.some((final) => final === stage);
}
