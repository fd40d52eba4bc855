import type { Bytes32, KeyBackup } from "@idos/protocol";
import { derive } from "../derive.ts";
import { loadSodium } from "../sodium.ts";
import { openSlot, sealSlot, type SlotPlace } from "./slot-cipher.ts";

/** A rotation's two: see `KEY_BACKUP_KINDS`. */
export type SeedSlotKind = "next-seed" | "previous-seed";

/** A seed wrapped under another seed of the same user. */
export async function sealSeedSlot(
  place: SlotPlace,
  kind: SeedSlotKind,
  under: Uint8Array,
  seed: Uint8Array,
): Promise<KeyBackup> {
  const key = derive(await loadSodium(), under, "seedSlotKey");
  return sealSlot(place, kind, { kdf: "blake2b" }, key, seed);
}

/** The seed. Throws DECRYPTION_FAILED. */
export async function openSeedSlot(
  userId: Bytes32,
  backup: KeyBackup,
  under: Uint8Array,
): Promise<Uint8Array> {
  const sodium = await loadSodium();
  return openSlot(sodium, userId, backup, derive(sodium, under, "seedSlotKey"));
}
