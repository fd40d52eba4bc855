import type { Redis } from "ioredis";
import { StoreUnfitError } from "../errors.ts";
import type { Checkpoint } from "../grant-index.ts";
import { type IndexPlace, indexKeys, SCHEMA_VERSION } from "./keys.ts";
import { checkpointSchema, identitySchema } from "./meta.ts";
import { replyList, replyText, runScript } from "./run-script.ts";
import { TAKE } from "./write-scripts.ts";

export interface Taken {
  /** "" where there is no index. */
  readonly generation: string;
  /** undefined where there is none that can be read and continued. */
  readonly checkpoint: Checkpoint | undefined;
}

/**
 * Makes `writer` the index's writer, in the place of any other. An index of an older version, of another finality or
 * damaged is none. Rejects with StoreUnfitError where the key holds the index of something else.
 */
export async function take(
  redis: Redis,
  place: IndexPlace,
  finality: string,
  writer: string,
): Promise<Taken> {
  const identity = [SCHEMA_VERSION, place.chainId, place.contract];
  const answer = await runScript(redis, TAKE, indexKeys(place).meta, [writer, ...identity]);
  const flat = replyList(answer).map(replyText);
  const meta: Partial<Record<string, string>> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) meta[flat[at] ?? ""] = flat[at + 1] ?? "";
  requireOurs(meta, place);
  const isUsable = meta["schema"] === String(SCHEMA_VERSION) && meta["finality"] === finality;
  return {
    generation: meta["generation"] ?? "",
    checkpoint: isUsable ? checkpointSchema.safeParse(meta).data : undefined,
  };
}

function requireOurs(meta: Partial<Record<string, string>>, { chainId, contract }: IndexPlace): void {
  const identity = identitySchema.safeParse(meta).data;
  if (identity === undefined) return;
  if (identity.schema > SCHEMA_VERSION)
    throw new StoreUnfitError(
      "FOREIGN_SCHEMA",
      `the index here is of version ${identity.schema}, made by a newer program: use that, or another Redis prefix`,
    );
  if (identity.chainId !== chainId || identity.contract !== contract)
    throw new StoreUnfitError(
      "FOREIGN_SCHEMA",
      `the index here is of chain ${identity.chainId} and contract ${identity.contract}: use another Redis prefix`,
    );
}
