import type { BackUps } from "./back-ups.ts";
import type { UsersKeys } from "./held-keys.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

/** Few visits of a page make backups: what it takes is fetched when one does. */
export function backUpsWhenNeeded(parts: KeyRingParts, requireHeld: () => UsersKeys): BackUps {
  const load = async (): Promise<BackUps> => {
    requireHeld();
    const { createBackUps } = await import("./back-ups.ts");
    return createBackUps(parts, requireHeld);
  };
  return {
    backUpWithPassword: async (password, options) => (await load()).backUpWithPassword(password, options),
    backUpWithRecoveryCode: async (confirm) => (await load()).backUpWithRecoveryCode(confirm),
    backUpWithPasskey: async (passkeys) => (await load()).backUpWithPasskey(passkeys),
    backUpWithWallet: async (application) => (await load()).backUpWithWallet(application),
  };
}
