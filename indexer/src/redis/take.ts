import type { Redis } from "ioredis";
import { z } from "zod";
import type { Checkpoint } from "../grant-index.ts";
import { checkpointSchema } from "./meta.ts";
import { runScript } from "./run-script.ts";
import { TAKE } from "./write-scripts.ts";

const flatHashSchema = z.array(z.string());

export interface Taken {
  /** "" where there is no index. */
  readonly generation: string;
  readonly confirmations: string | undefined;
  /** undefined where there is none that can be read. */
  readonly checkpoint: Checkpoint | undefined;
}

/** Makes `writer` the index's writer, in the place of any other. */
export async function take(redis: Redis, metaKey: string, writer: string): Promise<Taken> {
  const flat = flatHashSchema.parse(await runScript(redis, TAKE, [metaKey], [writer]));
  const meta: Partial<Record<string, string>> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) meta[flat[at] ?? ""] = flat[at + 1];
  return {
    generation: meta["generation"] ?? "",
    confirmations: meta["confirmations"],
    checkpoint: checkpointSchema.safeParse(meta).data,
  };
}
