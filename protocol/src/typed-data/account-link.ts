import * as z from "zod";
import { chainIdSchema } from "../chain.ts";
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
  /** The chain that the account's contract is on; absent for an account that only its key signs for. */
  chainId: chainIdSchema.optional(),
});
export type AccountLink = z.infer<typeof accountLinkSchema>;

/** The chain stands in the domain, where EIP-712 has it: one address may be of different people on different chains. */
export function accountLinkTypedData({ chainId, ...link }: AccountLink): TypedData {
  return {
    domain: chainId === undefined ? IDOS_DOMAIN : { ...IDOS_DOMAIN, chainId },
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
