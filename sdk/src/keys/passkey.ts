import type { PasskeyPrompt } from "../crypto/key-backup/passkey-slot.ts";

/** A passkey as a backup uses it: WebAuthn's `prf` extension, which says the same 32 bytes to the same salt each time. */
export interface Passkeys {
  /** Makes a passkey and asks its PRF. Throws PASSKEY_REJECTED, PASSKEY_UNSUITABLE. */
  create(
    request: PasskeyRequest,
  ): Promise<{ readonly credentialId: Uint8Array; readonly secret: Uint8Array }>;
  /** Asks the one that the person has at hand. Throws PASSKEY_REJECTED, PASSKEY_UNSUITABLE. */
  ask(
    prompts: readonly PasskeyPrompt[],
  ): Promise<{ readonly credentialId: Uint8Array; readonly secret: Uint8Array }>;
}

/** What a passkey is made for. */
export interface PasskeyRequest {
  /** Tells the user's passkeys from another's; 32 bytes. */
  readonly userHandle: Uint8Array;
  /** What the person sees in the list of her passkeys. */
  readonly name: string;
  readonly salt: Uint8Array;
  /** Credentials of hers, so that no device makes a second one. */
  readonly existing: readonly Uint8Array[];
}
