import type { AnswerOf } from "../messages/answers.ts";
import { askPopup } from "./ask-popup.ts";

export interface VaultGrant {
  /** Types of records, such as a credential's vct: the person chooses among hers of these types. */
  readonly records: readonly string[];
  /** The account that is to read. */
  readonly grantee: string;
  /** What for, as the person reads it; at most 280 characters. */
  readonly purpose: string;
  readonly expiresInDays: number;
}

export type VaultGranted = Omit<AnswerOf<"granted">, "type">;

/** A person's vault, as any page may ask it: each question opens the vault's own window, where she decides. */
export interface Vault {
  /** Who she is and whether she has keys, if she tells. Throws VAULT_DECLINED, VAULT_CLOSED, VAULT_BLOCKED. */
  connect(): Promise<Omit<AnswerOf<"connected">, "type">>;
  /** Access to what she chooses of it, granted by her in the vault's window. Throws as `connect`, ARGUMENT_INVALID. */
  grant(asked: VaultGrant): Promise<VaultGranted>;
}

/**
 * The vault at an origin. Call its methods from a click: a browser opens windows for nobody else. The page must not part
 * itself from the windows it opens (Cross-Origin-Opener-Policy: same-origin-allow-popups, or none).
 */
export function connectVault(vaultOrigin: string): Vault {
  return {
    connect: () => askPopup(vaultOrigin, { type: "connect" }, "connected"),
    grant: ({ records, grantee, purpose, expiresInDays }) =>
      askPopup(vaultOrigin, { type: "grant", records, grantee, purpose, expiresInDays }, "granted"),
  };
}
