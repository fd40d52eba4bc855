import { LIMITS } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { RecordWriter, StageOutcome } from "../records.ts";
import { int8Column } from "./columns.ts";
import type { Database } from "./tables.ts";
import { transact } from "./transact.ts";

const totalsSchema = z.object({ own: int8Column, all: int8Column });

/** Envelopes on their way in: uploaded, but not yet named by a signed header. */
export function sqlStaging(
  db: Database,
  stagedBytesMax: number,
): Pick<RecordWriter, "stageEnvelope" | "dropStagedBefore"> {
  return {
    stageEnvelope: ({ hash, uploader, bytes, nowSeconds }) =>
      transact<StageOutcome>(db, async (transaction) => {
        // One upload at a time, or two could pass a limit together. Released with the transaction.
        await sql`select pg_advisory_xact_lock(hashtextextended('staged_envelopes', 0))`.execute(transaction);
        const again = await transaction
          .updateTable("staged_envelopes")
          .set({ staged_at: nowSeconds })
          .where("uploader", "=", uploader)
          .where("hash", "=", hash)
          .returning("hash")
          .executeTakeFirst();
        if (again !== undefined) return "staged";
        const row = await transaction
          .selectFrom("staged_envelopes")
          .select([
            sql<number>`coalesce(sum(octet_length(bytes)) filter (where uploader = ${uploader}), 0)::bigint`.as(
              "own",
            ),
            sql<number>`coalesce(sum(octet_length(bytes)), 0)::bigint`.as("all"),
          ])
          .executeTakeFirstOrThrow();
        const { own, all } = totalsSchema.parse(row);
        if (own + bytes.length > LIMITS.stagedBytesPerAccountMax) return "limit-reached";
        if (all + bytes.length > stagedBytesMax) return "node-full";
        await transaction
          .insertInto("staged_envelopes")
          .values({ uploader, hash, bytes, staged_at: nowSeconds })
          .execute();
        return "staged";
      }),

    async dropStagedBefore(unixSeconds) {
      const dropped = await db
        .deleteFrom("staged_envelopes")
        .where("staged_at", "<", unixSeconds)
        .returning("hash")
        .execute();
      return dropped.length;
    },
  };
}
