import { isIdosError } from "@idos/sdk";
import { type DecryptionKeys, openEnvelope } from "@idos/sdk/vault";
import { type Answer, refused } from "../messages/answers.ts";

/** The decryption key of an unlocked frame. In memory only. */
export interface HeldKeys {
  hold(keys: DecryptionKeys): void;
  isUnlocked(): boolean;
  /** Resolves when there are keys; at once where there are some. */
  untilHeld(): Promise<void>;
  lock(): void;
  open(envelope: Uint8Array, wrappedKey: Uint8Array): Promise<Answer>;
}

/** Holds keys until nobody has used them for `idleMs`; then they are wiped. */
export function createHeldKeys(idleMs: number): HeldKeys {
  let held: DecryptionKeys | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tellHeld: (() => void)[] = [];
  const lock = (): void => {
    clearTimeout(timer);
    held?.encryptionPrivateKey.fill(0);
    held = undefined;
  };
  const stayUnlocked = (): void => {
    clearTimeout(timer);
    timer = setTimeout(lock, idleMs);
  };
  return {
    lock,
    isUnlocked: () => held !== undefined,
    hold(keys) {
      lock();
      held = keys;
      stayUnlocked();
      for (const tell of tellHeld) tell();
      tellHeld = [];
    },
    untilHeld: () =>
      new Promise((resolve) => {
        if (held === undefined) tellHeld.push(resolve);
        else resolve();
      }),
    async open(envelope, wrappedKey) {
      if (held === undefined) return refused("KEYS_LOCKED");
      stayUnlocked();
      try {
        const { header, plaintext } = await openEnvelope(envelope, wrappedKey, held);
        return { type: "plaintext", contentType: header.contentType, bytes: plaintext };
      } catch (error) {
        if (isIdosError(error, "DECRYPTION_FAILED")) return refused("DECRYPTION_FAILED");
        throw error;
      }
    },
  };
}
