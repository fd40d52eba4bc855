import * as z from "zod";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { IDOS_DOMAIN, type TypedData } from "./domain.ts";

/** "This account no longer belongs to this user", by `unlinkedBy`, another account of hers that stays. */
export const accountUnlinkSchema = z.strictObject({
  userId: bytes32Schema,
  account: addressSchema,
  unlinkedBy: addressSchema,
  issuedAt: unixSecondsSchema,
});
export type AccountUnlink = z.infer<typeof accountUnlinkSchema>;

export function accountUnlinkTypedData(unlink: AccountUnlink): TypedData {
  return {
    domain: IDOS_DOMAIN,
    types: {
      AccountUnlink: [
        { name: "userId", type: "bytes32" },
        { name: "account", type: "address" },
        { name: "unlinkedBy", type: "address" },
        { name: "issuedAt", type: "uint64" },
      ],
    },
    message: unlink,
  };
}
