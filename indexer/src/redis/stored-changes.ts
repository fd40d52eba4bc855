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
  /** "" where the grantee's set is not concerned: for an epoch, and while nobody knows whom a handle stands for. */
  member: z.string(),
  /** Whether the set then has the member. */
  listed: z.boolean(),
});
export type StoredChange = z.output<typeof storedChangeSchema>;

export function storeChange(change: Change): StoredChange {
  if (change.kind === "epoch") {
    const value = change.after === 0n ? "" : String(change.after);
    return { owner: change.owner, field: EPOCH_FIELD, value, member: "", listed: false };
  }
  const { owner, handle, before, after } = change;
  const value = after === undefined ? "" : packEntry(after);
  const parties = after?.parties ?? before?.parties;
  if (parties === undefined) return { owner, field: handle, value, member: "", listed: false };
  const { grantee, shareId } = parties;
  const listed = after?.parties !== undefined;
  return { owner, field: handle, value, grantee, member: `${owner}:${shareId}`, listed };
}
