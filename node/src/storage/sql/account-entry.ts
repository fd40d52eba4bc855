import { type AccountEntry, signedAccountLinkSchema, signedAccountUnlinkSchema } from "@idos/protocol";
import { z } from "zod";

/** A link and how it ended, as the database has them. */
export const accountRowSchema = z.object({
  link: signedAccountLinkSchema,
  unlinked: signedAccountUnlinkSchema.nullable(),
});

export function toAccountEntry({ link, unlinked }: z.output<typeof accountRowSchema>): AccountEntry {
  return unlinked === null ? link : { ...link, unlinked };
}
