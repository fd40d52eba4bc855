import * as z from "zod";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { IDOS_DOMAIN, type TypedData } from "./domain.ts";

/** "This issuer may add records to my data until then": how a credential gets to its holder. */
export const writeGrantSchema = z.strictObject({
  /** Random; a node counts the grant's uses under it. */
  grantId: bytes32Schema,
  userId: bytes32Schema,
  /** The linked account whose wallet signs. */
  account: addressSchema,
  issuer: addressSchema,
  /** How many records it allows; 1 unless the user chose otherwise. */
  recordsMax: z.number().int().min(1).max(100),
  notAfter: unixSecondsSchema,
});
export type WriteGrant = z.infer<typeof writeGrantSchema>;

export function writeGrantTypedData(grant: WriteGrant): TypedData {
  return {
    domain: IDOS_DOMAIN,
    types: {
      WriteGrant: [
        { name: "grantId", type: "bytes32" },
        { name: "userId", type: "bytes32" },
        { name: "account", type: "address" },
        { name: "issuer", type: "address" },
        { name: "recordsMax", type: "uint32" },
        { name: "notAfter", type: "uint64" },
      ],
    },
    message: grant,
  };
}
