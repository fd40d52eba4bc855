import { addressSchema, bytes32Schema, uint64Schema } from "@idos/protocol";
import { z } from "zod";
import type { Change } from "../reduce.ts";
import { packEntry } from "./pack-entry.ts";

const packedSchema = z.string().regex(/^([0-9a-f]{2})+$/);
const ownerAndHandle = { owner: addressSchema, handle: bytes32Schema };

/** A change as the commit script makes it, and as undo records keep it. `packed` is a packed entry in hexadecimal. */
export const storedChangeSchema = z.union([
  z.strictObject({ put: packedSchema, ...ownerAndHandle }),
  z.strictObject({
    put: packedSchema,
    ...ownerAndHandle,
    grantee: addressSchema,
    shareId: bytes32Schema,
  }),
  z.strictObject({ drop: z.literal(true), ...ownerAndHandle }),
  z.strictObject({ epoch: uint64Schema, owner: addressSchema }),
]);
export type StoredChange = z.output<typeof storedChangeSchema>;

export function storeChange(change: Change): StoredChange {
  const { owner } = change;
  if (change.kind === "epoch") return { epoch: change.after, owner };
  const { handle, after } = change;
  if (after === undefined) return { drop: true, owner, handle };
  const put = Buffer.from(packEntry(after)).toString("hex");
  return after.parties === undefined ? { put, owner, handle } : { put, owner, handle, ...after.parties };
}
