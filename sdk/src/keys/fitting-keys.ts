import type { UserKeys } from "../crypto/key-pair.ts";
import { isIdosError } from "../errors/idos-error.ts";
import type { KeyRing } from "./key-ring.ts";

/** Decrypts with the present keys, or with those before them, for which others may have wrapped it before a rotation. */
export async function withFittingKeys<Result>(
  ring: Pick<KeyRing, "current" | "previous">,
  decrypt: (keys: UserKeys) => Promise<Result>,
): Promise<Result> {
  try {
    return await decrypt(ring.current());
  } catch (error) {
    const previous = ring.previous();
    if (previous === null || !isIdosError(error, "DECRYPTION_FAILED")) throw error;
    return decrypt(previous);
  }
}
