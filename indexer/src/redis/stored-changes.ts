import { addressSchema } from "@idos/protocol";
import { z } from "zod";
import type { Change } from "../reduce.ts";
import { EPOCH_FIELD } from "./keys.ts";
import { packEntry } from "./pack-entry.ts";

/** A change as Redis sees it: a field of the owner's hash, and a member of the grantee's set. */
export const storedChangeSchema = z.object({
  owner: addressSchema,
  /** "epoch", or a handle. */
  field: z.string(),
  /** "" where the field is absent. */
  value: z.string(),
  grantee: addressSchema.optional(),
  /** "" for an epoch. */
  member: z.string(),
});
export type StoredChange = z.output<typeof storedChangeSchema>;

export function storeChange(change: Change): StoredChange {
  if (change.kind === "epoch") {
    const value = change.after === 0n ? "" : String(change.after);
    return { owner: change.owner, field: EPOCH_FIELD, value, member: "" };
  }
  const { owner, handle, before, after } = change;
  const value = after === undefined ? "" : packEntry(after);
  const entry = after ?? before;
  if (entry === undefined) return { owner, field: handle, value, member: "" };
  return { owner, field: handle, value, grantee: entry.grantee, member: `${owner}:${entry.shareId}` };
}
