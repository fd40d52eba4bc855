import type { Bytes32 } from "@idos/protocol";
import { ownerGone } from "./owner-gone.ts";
import type { DatabaseTransaction } from "./tables.ts";

/** What a user's rows are counted and extended under: two of her changes never run side by side. */
export async function lockUser(transaction: DatabaseTransaction, userId: Bytes32): Promise<void> {
  await transaction
    .selectFrom("users")
    .select("user_id")
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirstOrThrow(ownerGone);
}
