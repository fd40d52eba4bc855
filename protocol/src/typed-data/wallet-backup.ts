import * as z from "zod";
import { addressSchema, bytes32Schema } from "../primitives.ts";
import { IDOS_DOMAIN, type TypedData } from "./domain.ts";

/** What a wallet signs to open a key backup. The signature itself is the secret: it is shown to nobody. */
export const walletBackupSchema = z.strictObject({
  /** The application that asks, in words that the wallet shows. */
  application: z.string().min(1).max(64),
  userId: bytes32Schema,
  account: addressSchema,
  /** 32 random bytes of this backup. */
  salt: bytes32Schema,
});
export type WalletBackup = z.infer<typeof walletBackupSchema>;

export function walletBackupTypedData(message: WalletBackup): TypedData {
  return {
    domain: IDOS_DOMAIN,
    types: {
      UnlockKeys: [
        { name: "application", type: "string" },
        { name: "userId", type: "bytes32" },
        { name: "account", type: "address" },
        { name: "salt", type: "bytes32" },
      ],
    },
    message,
  };
}
