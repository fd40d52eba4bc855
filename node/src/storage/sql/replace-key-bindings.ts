import { signedKeyBindingSchema } from "@idos/protocol";
import { z } from "zod";
import type { ReplicatedUser } from "../replicas.ts";
import type { DatabaseTransaction } from "./tables.ts";

const rowSchema = z.object({ binding: signedKeyBindingSchema });

/** Adds those that are new. False where neither history of keys continues the other. */
export async function replaceKeyBindings(
  transaction: DatabaseTransaction,
  { userId, keyBindings }: ReplicatedUser,
): Promise<boolean> {
  const rows = await transaction
    .selectFrom("key_bindings")
    .select("binding")
    .where("user_id", "=", userId)
    .orderBy("position")
    .execute();
  const held = rows.map((row) => rowSchema.parse(row).binding);
  const common = Math.min(held.length, keyBindings.length);
  for (let at = 0; at < common; at += 1) if (held[at]?.signature !== keyBindings[at]?.signature) return false;
  for (const [position, signed] of keyBindings.entries())
    if (position >= held.length)
      await transaction
        .insertInto("key_bindings")
        .values({
          user_id: userId,
          position,
          issued_at: signed.binding.issuedAt,
          binding: JSON.stringify(signed),
        })
        .execute();
  return true;
}
