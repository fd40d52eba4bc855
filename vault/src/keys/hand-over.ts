import type { DecryptionKeys } from "@idos/sdk/vault";
import { VAULT_MESSAGES } from "../messages/handshake.ts";
import { type KeyHandOver, keyHandOverSchema } from "../messages/key-hand-over.ts";
import type { HeldKeys } from "./held-keys.ts";

/**
 * From the popup to the vault's frame in the page that opened it. Their storage is partitioned and so are broadcast
 * channels, but a window reaches another one's frames, and the browser delivers to none that has another origin.
 */
export function handOverKeys(opener: Window, { encryptionKey, encryptionPrivateKey }: DecryptionKeys): void {
  const message: KeyHandOver = {
    ...{ idosVault: VAULT_MESSAGES, type: "keys" },
    ...{ encryptionKey, encryptionPrivateKey },
  };
  for (let index = 0; index < opener.length; index += 1) opener[index]?.postMessage(message, location.origin);
}

/** In the frame: takes keys from a page of the vault's own origin and from nobody else. */
export function receiveKeys(window: Window, keys: HeldKeys): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== location.origin) return;
    const handed = keyHandOverSchema.safeParse(event.data);
    if (handed.success) keys.hold(handed.data);
  });
}
