import * as z from "zod";

const hex = z.string().regex(/^0x[0-9a-f]+$/);
const sharesSchema = z.array(hex).max(1_000);

/** What a transaction is for. It holds nothing that is not public once the transaction is made. */
export const intentSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("grant"), grantee: hex, records: z.int().positive() }),
  z.strictObject({ kind: z.literal("revoke"), grantees: z.array(hex).max(1_000), shares: sharesSchema }),
  z.strictObject({ kind: z.literal("revoke-all"), shares: sharesSchema }),
]);
export type Intent = z.output<typeof intentSchema>;
