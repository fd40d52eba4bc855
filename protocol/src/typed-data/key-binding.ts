import * as z from "zod";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { IDOS_DOMAIN, type TypedData } from "./domain.ts";

/**
 * "Encrypt to me with this key." Whoever encrypts to a user verifies it against her linked accounts, so a
 * dishonest node cannot swap the key.
 */
export const keyBindingSchema = z.strictObject({
  userId: bytes32Schema,
  /** The linked account whose wallet signs. */
  account: addressSchema,
  /** X25519 public key, 32 bytes. */
  encryptionKey: bytes32Schema,
  /** Ed25519 public key, 32 bytes. */
  signingKey: bytes32Schema,
  issuedAt: unixSecondsSchema,
});
export type KeyBinding = z.infer<typeof keyBindingSchema>;

export function keyBindingTypedData(binding: KeyBinding): TypedData {
  return {
    domain: IDOS_DOMAIN,
    types: {
      KeyBinding: [
        { name: "userId", type: "bytes32" },
        { name: "account", type: "address" },
        { name: "encryptionKey", type: "bytes32" },
        { name: "signingKey", type: "bytes32" },
        { name: "issuedAt", type: "uint64" },
      ],
    },
    message: binding,
  };
}
