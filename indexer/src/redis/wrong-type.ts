import { CorruptIndexError } from "../errors.ts";

/** The error to throw instead: no retry helps against a key that holds another type, a rebuild does. */
export function corruptIfWrongType(error: unknown): unknown {
  const wrong = error instanceof Error && error.message.startsWith("WRONGTYPE");
  return wrong ? new CorruptIndexError("a key of the index holds another type") : error;
}
