import {
  addressSchema,
  type Bytes32,
  bytes32Schema,
  fromHex,
  type KeyBackup,
  type WalletBackup,
} from "@idos/protocol";
import * as z from "zod";
import { decryptionFailed } from "../../errors/idos-error.ts";
import { derive } from "../derive.ts";
import { loadSodium } from "../sodium.ts";
import { openSlot, sealSlot, SLOT_PARAMETERS, type SlotPlace } from "./slot-cipher.ts";

const parametersSchema = z.strictObject({
  ...SLOT_PARAMETERS,
  kdf: z.literal("eip712-signature"),
  application: z.string().min(1).max(64),
  account: addressSchema,
  salt: bytes32Schema,
});

/** The seed wrapped under a key account's signature of `walletBackupTypedData`. */
export async function sealWalletSlot(
  place: SlotPlace,
  { application, account, salt }: Omit<WalletBackup, "userId">,
  signature: string,
  seed: Uint8Array,
): Promise<KeyBackup> {
  const key = derive(await loadSodium(), null, "walletSlotKey", fromHex(signature));
  return sealSlot(place, "wallet", { kdf: "eip712-signature", application, account, salt }, key, seed);
}

/** What the wallet is to sign for a slot, or undefined where the slot does not say. */
export function walletBackupOf(userId: Bytes32, { parameters }: KeyBackup): WalletBackup | undefined {
  const own = parametersSchema.safeParse(parameters).data;
  if (own === undefined) return undefined;
  const { application, account, salt } = own;
  return { application, userId, account, salt };
}

/** The seed. Throws DECRYPTION_FAILED. */
export async function openWalletSlot(
  userId: Bytes32,
  backup: KeyBackup,
  signature: string,
): Promise<Uint8Array> {
  if (walletBackupOf(userId, backup) === undefined) throw decryptionFailed();
  const sodium = await loadSodium();
  return openSlot(sodium, userId, backup, derive(sodium, null, "walletSlotKey", fromHex(signature)));
}
