import type { Bytes32 } from "@idos/protocol";
import { keysFromSeed, type UserKeys, wipeKeys } from "../crypto/key-pair.ts";
import { IdosError } from "../errors/idos-error.ts";

/** A seed in memory, with its keys and those of the seed that it replaced. */
export interface HeldKeys {
  /** Null where the account had no entry when it took the seed. */
  readonly userId: Bytes32 | null;
  readonly seed: Uint8Array;
  readonly keys: UserKeys;
  readonly previous: HeldKeys | null;
}

/** The keys of somebody with an entry, which can be backed up, remembered and replaced. */
export interface UsersKeys extends HeldKeys {
  readonly userId: Bytes32;
}

/** Takes the seed over: it is wiped with the keys. */
export async function holdSeed<Id extends Bytes32 | null>(
  userId: Id,
  seed: Uint8Array,
  previous: HeldKeys | null = null,
): Promise<HeldKeys & { readonly userId: Id }> {
  return { userId, seed, keys: await keysFromSeed(seed), previous };
}

/** The same keys, so that they are wiped once. Throws NO_USER. */
export function requireUsersKeys(held: HeldKeys): UsersKeys {
  if (isOfUser(held)) return held;
  throw new IdosError("NO_USER", "The account had no entry when it took its seed");
}

function isOfUser(held: HeldKeys): held is UsersKeys {
  return held.userId !== null;
}

export function wipeHeld({ seed, keys, previous }: HeldKeys): void {
  seed.fill(0);
  wipeKeys(keys);
  if (previous !== null) wipeHeld(previous);
}
