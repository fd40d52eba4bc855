import * as z from "zod";
import { originSchema } from "../origin.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { IDOS_DOMAIN, type TypedData } from "./domain.ts";

/** "Erase everything of mine at this node." A session alone cannot say so: a linked account's wallet signs. */
export const userErasureSchema = z.strictObject({
  userId: bytes32Schema,
  /** The linked account whose wallet signs. */
  account: addressSchema,
  issuedAt: unixSecondsSchema,
  /** The origin of the node that is to erase. */
  node: originSchema,
});
export type UserErasure = z.infer<typeof userErasureSchema>;

export function userErasureTypedData(erasure: UserErasure): TypedData {
  return {
    domain: IDOS_DOMAIN,
    types: {
      UserErasure: [
        { name: "userId", type: "bytes32" },
        { name: "account", type: "address" },
        { name: "issuedAt", type: "uint64" },
        { name: "node", type: "string" },
      ],
    },
    message: erasure,
  };
}
