import { base64urlSchema, type Bytes32, type KeyBackup, toBase64url } from "@idos/protocol";
import * as z from "zod";
import { decryptionFailed } from "../../errors/idos-error.ts";
import { derive } from "../derive.ts";
import { loadSodium } from "../sodium.ts";
import { openSlot, sealSlot, SLOT_PARAMETERS, type SlotPlace } from "./slot-cipher.ts";

/** What a passkey's PRF is asked with. */
export interface PasskeyPrompt {
  /** The id of its credential, at most 1,023 bytes. */
  readonly credentialId: Uint8Array;
  /** Input of the PRF, 32 bytes, this slot's own. */
  readonly salt: Uint8Array;
}

export const PRF_BYTES = 32;
const CREDENTIAL_ID_BYTES_MAX = 1023;
const parametersSchema = z.strictObject({
  ...SLOT_PARAMETERS,
  kdf: z.literal("webauthn-prf"),
  credentialId: base64urlSchema(CREDENTIAL_ID_BYTES_MAX),
  salt: base64urlSchema(PRF_BYTES).refine((salt) => salt.length === PRF_BYTES),
});

/** The seed wrapped under what a passkey's PRF says to the slot's salt, 32 bytes. */
export async function sealPasskeySlot(
  place: SlotPlace,
  { credentialId, salt }: PasskeyPrompt,
  secret: Uint8Array,
  seed: Uint8Array,
): Promise<KeyBackup> {
  const key = derive(await loadSodium(), secret, "passkeySlotKey");
  const own = {
    kdf: "webauthn-prf",
    credentialId: toBase64url(credentialId),
    salt: toBase64url(salt),
  };
  return sealSlot(place, "passkey", own, key, seed);
}

/** What to ask the passkey of a slot with, or undefined where the slot does not say. */
export function passkeyPromptOf({ parameters }: KeyBackup): PasskeyPrompt | undefined {
  return parametersSchema.safeParse(parameters).data;
}

/** The seed. Throws DECRYPTION_FAILED. */
export async function openPasskeySlot(
  userId: Bytes32,
  backup: KeyBackup,
  secret: Uint8Array,
): Promise<Uint8Array> {
  if (passkeyPromptOf(backup) === undefined || secret.length !== PRF_BYTES) throw decryptionFailed();
  const sodium = await loadSodium();
  return openSlot(sodium, userId, backup, derive(sodium, secret, "passkeySlotKey"));
}
