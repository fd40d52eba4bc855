import { z } from "zod";
import type { Oracle } from "../../chain/oracle.ts";
import { differences, grantLine } from "../differences.ts";

const stateSchema = z.object({
  grants: z.array(
    z.object({
      ...{
        owner: z.string(),
        handle: z.string(),
        grantee: z.string().nullable(),
        shareId: z.string().nullable(),
      },
      ...{ expiresAt: z.string(), sinceBlock: z.number(), seq: z.string() },
    }),
  ),
  owners: z.array(z.object({ owner: z.string(), voidedSeq: z.string() })),
});

/** Which grants count by Ponder's tables, against the oracle. */
export async function comparePonder(url: string, oracle: Oracle): Promise<readonly string[]> {
  const response = await fetch(`${url}/state`);
  const { grants, owners } = stateSchema.parse(await response.json());
  const voided = new Map(owners.map(({ owner, voidedSeq }) => [owner, BigInt(voidedSeq)]));
  const counting = grants.filter(({ owner, seq }) => BigInt(seq) > (voided.get(owner) ?? -1n));
  const lines = counting.map(({ grantee, shareId, ...grant }) =>
    grantLine(grantee === null || shareId === null ? grant : { ...grant, parties: { grantee, shareId } }),
  );
  return differences(oracle, lines);
}
