import type { Bytes32 } from "@idos/protocol";
import { keysFromSeed, type UserKeys, wipeKeys } from "../crypto/key-pair.ts";

/** A seed in memory, with its keys and those of the seed that it replaced. */
export interface HeldKeys {
  readonly userId: Bytes32;
  readonly seed: Uint8Array;
  readonly keys: UserKeys;
  readonly previous: HeldKeys | null;
}

/** Takes the seed over: it is wiped with the keys. */
export async function holdSeed(
  userId: Bytes32,
  seed: Uint8Array,
  previous: HeldKeys | null = null,
): Promise<HeldKeys> {
  return { userId, seed, keys: await keysFromSeed(seed), previous };
}

export function wipeHeld({ seed, keys, previous }: HeldKeys): void {
  seed.fill(0);
  wipeKeys(keys);
  if (previous !== null) wipeHeld(previous);
}
