import type { Bytes32 } from "@idos/protocol";
import { keysLocked } from "../errors/idos-error.ts";
import { type HeldKeys, wipeHeld } from "./held-keys.ts";
import { createIdleLock, IDLE_MS_MAX, type IdleLock } from "./idle-lock.ts";

/** The keys in memory, while there are any. */
export interface Holder {
  /** Replaces what is held; `kept` keys do not lock by themselves. */
  readonly hold: (next: HeldKeys, how: "kept" | "idle-locked") => void;
  /** The keys, which counts as using them. Throws KEYS_LOCKED. */
  readonly require: () => HeldKeys;
  readonly isHolding: () => boolean;
  /** Returns whose keys they were. */
  readonly wipe: () => Bytes32 | null;
}

/** `clock`: milliseconds since 1970. */
export function createHolder(clock: () => number): Holder {
  let held: { readonly keys: HeldKeys; readonly idle: IdleLock | null } | undefined;
  const wipe = (): Bytes32 | null => {
    const wiped = held;
    held = undefined;
    wiped?.idle?.stop();
    if (wiped !== undefined) wipeHeld(wiped.keys);
    return wiped?.keys.userId ?? null;
  };
  const lockIfIdle = (): void => {
    if (held?.idle?.isDue() === true) wipe();
  };
  return {
    wipe,
    hold(next, how) {
      const before = held;
      before?.idle?.stop();
      // A rotation goes on with the seed that was held before.
      if (before !== undefined && before.keys !== next && next.previous?.seed !== before.keys.seed)
        wipeHeld(before.keys);
      held = { keys: next, idle: how === "kept" ? null : createIdleLock(clock, IDLE_MS_MAX, wipe) };
    },
    require() {
      lockIfIdle();
      if (held === undefined) throw keysLocked();
      held.idle?.use();
      return held.keys;
    },
    isHolding() {
      lockIfIdle();
      return held !== undefined;
    },
  };
}
