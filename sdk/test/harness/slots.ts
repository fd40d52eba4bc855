import type { SlotPlace } from "../../src/crypto/key-backup/slot-cipher.ts";
import { keysFromSeed } from "../../src/crypto/key-pair.ts";
import { idOf, NOW_SECONDS } from "./actor.ts";

/** A slot of the user `idOf(1)` for this seed. */
export async function placeFor(seed: Uint8Array, slot: string): Promise<SlotPlace> {
  const { encryptionKey } = await keysFromSeed(seed);
  return { userId: idOf(1), slot, encryptionKey, createdAt: NOW_SECONDS, changedAt: NOW_SECONDS };
}
