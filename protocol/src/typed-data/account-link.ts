import { z } from "zod";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { IDOS_DOMAIN, type TypedData } from "./domain.ts";

/**
 * "This account belongs to this user." The founding link has `linkedBy` equal to `account` and a salt from
 * which the user's id follows; a later one is signed by the new account and by one linked before it.
 */
export const accountLinkSchema = z.strictObject({
  userId: bytes32Schema,
  account: addressSchema,
  linkedBy: addressSchema,
  salt: bytes32Schema,
  issuedAt: unixSecondsSchema,
});
export type AccountLink = z.infer<typeof accountLinkSchema>;

export function accountLinkTypedData(link: AccountLink): TypedData {
  return {
    domain: IDOS_DOMAIN,
    types: {
      AccountLink: [
        { name: "userId", type: "bytes32" },
        { name: "account", type: "address" },
        { name: "linkedBy", type: "address" },
        { name: "salt", type: "bytes32" },
        { name: "issuedAt", type: "uint64" },
      ],
    },
    message: link,
  };
}
