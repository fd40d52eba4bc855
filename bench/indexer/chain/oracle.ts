import { addressSchema, bytes32Schema, uint64Schema } from "@idos/protocol";
import { z } from "zod";
import type { Ledger } from "./ledger.ts";

const keySchema = { owner: addressSchema, handle: bytes32Schema };
const partiesSchema = z.strictObject({ grantee: addressSchema, shareId: bytes32Schema });

/** What every index of the chain must hold in the end. */
export const oracleSchema = z.strictObject({
  events: z.int(),
  seq: uint64Schema,
  digest: z.string(),
  /** The last block with an event. */
  lastEventBlock: z.int(),
  /** The last block of the recording. */
  head: z.int(),
  grants: z.array(
    z.strictObject({
      ...keySchema,
      parties: partiesSchema.optional(),
      expiresAt: uint64Schema,
      sinceBlock: z.int(),
    }),
  ),
  ended: z.array(z.strictObject({ ...keySchema, parties: partiesSchema.optional() })),
  epochs: z.record(addressSchema, uint64Schema),
});
export type Oracle = z.output<typeof oracleSchema>;
export type OracleFile = z.input<typeof oracleSchema>;

/** Grants and epochs as they stand in the oracle's file. */
export function ledgerState(ledger: Ledger): Pick<OracleFile, "grants" | "ended" | "epochs"> {
  const endedKeys = ledger.ended.map(({ owner, handle, parties }) => ({ owner, handle, parties }));
  return {
    grants: ledger.standing.map((grant) => ({ ...grant, expiresAt: String(grant.expiresAt) })),
    ended: endedKeys,
    epochs: Object.fromEntries([...ledger.epochs].map(([owner, epoch]) => [owner, String(epoch)])),
  };
}
