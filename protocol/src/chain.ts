import * as z from "zod";

/** EIP-155's id of a chain. */
export const chainIdSchema = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/**
 * When a grant begins to count: so many blocks lie on its own, or the chain calls its block by the tag. A revocation
 * counts at once whichever it is.
 */
export const finalitySchema = z.union([z.number().int().min(0), z.enum(["safe", "finalized"])]);
export type Finality = z.infer<typeof finalitySchema>;
