import type { z } from "zod";
import { parseJson } from "../../http/parse-json.ts";
import { ReplicaRefused } from "./replica-fault.ts";

/** A peer's JSON, bounded in depth as a client's is. Throws `malformed`. */
export function parseJsonAs<Output>(schema: z.ZodType<Output>, text: string): Output {
  try {
    return schema.parse(parseJson(new TextEncoder().encode(text)));
  } catch (cause) {
    throw new ReplicaRefused("malformed", "an answer is not of the documented form", { cause });
  }
}
