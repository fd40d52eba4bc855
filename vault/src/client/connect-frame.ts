import { askPopup } from "./ask-popup.ts";
import { askPort } from "./ask-port.ts";
import { sayHello } from "./say-hello.ts";

/** The vault's frame in a first party's page: it decrypts for display once the person has unlocked it. */
export interface VaultFrame {
  /**
   * Opens the vault's window, where she unlocks; call it from a click. The frame holds her keys from then until it was
   * idle. Throws VAULT_NOT_ALLOWED, VAULT_CLOSED, VAULT_BLOCKED.
   */
  unlock(): Promise<void>;
  isUnlocked(): Promise<boolean>;
  /** A record's content. Throws KEYS_LOCKED, DECRYPTION_FAILED, VAULT_NOT_ALLOWED. */
  decrypt(
    envelope: Uint8Array,
    wrappedKey: Uint8Array,
  ): Promise<{ readonly contentType: string; readonly bytes: Uint8Array }>;
  lock(): Promise<void>;
}

/** Puts the vault's frame into the page, unseen: it has nothing to click on. */
export async function connectVaultFrame(vaultOrigin: string): Promise<VaultFrame> {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = `${vaultOrigin}/frame`;
  const opened = sayHello(() => frame.contentWindow, vaultOrigin);
  document.body.append(frame);
  const port = askPort(await opened);
  return {
    async unlock() {
      await askPopup(vaultOrigin, { type: "unlock" }, "unlocked");
      await port.ask({ type: "await-keys" }, "status");
    },
    isUnlocked: async () => (await port.ask({ type: "status" }, "status")).isUnlocked,
    decrypt: async (envelope, wrappedKey) => {
      const { contentType, bytes } = await port.ask({ type: "decrypt", envelope, wrappedKey }, "plaintext");
      return { contentType, bytes };
    },
    lock: async () => {
      await port.ask({ type: "lock" }, "locked");
    },
  };
}
