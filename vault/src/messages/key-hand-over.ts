import { bytes32Schema } from "@idos/protocol";
import * as z from "zod";
import { messageBytes } from "./bytes.ts";
import { VAULT_MESSAGES } from "./handshake.ts";

/** What opens envelopes, and nothing that signs. */
export const keyHandOverSchema = z.strictObject({
  idosVault: z.literal(VAULT_MESSAGES),
  type: z.literal("keys"),
  encryptionKey: bytes32Schema,
  encryptionPrivateKey: messageBytes(32, 32),
});
export type KeyHandOver = z.infer<typeof keyHandOverSchema>;
