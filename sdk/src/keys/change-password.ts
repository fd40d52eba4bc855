import { slotParametersSchema } from "../crypto/key-backup/slot-cipher.ts";
import { createBackUps, type PasswordOptions } from "./back-ups.ts";
import type { UsersKeys } from "./held-keys.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

/** The new password's backup is kept, and seen to open, before those of every other password go. */
export async function changePassword(
  parts: KeyRingParts,
  held: UsersKeys,
  password: string,
  { cost }: Pick<PasswordOptions, "cost"> = {},
): Promise<void> {
  const before = (await parts.node.keyBackups()).filter(({ kind }) => kind === "password");
  const times = before.flatMap(
    ({ parameters }) => slotParametersSchema.safeParse(parameters).data?.createdAt ?? [],
  );
  const createdAt = Math.min(...times, parts.nowSeconds());
  const options = { createdAt, ...(cost && { cost }) };
  await createBackUps(parts, () => held).backUpWithPassword(password, options);
  for (const { slot } of before) await parts.node.deleteKeyBackup(slot);
}
