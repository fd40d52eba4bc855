import type { Bytes32 } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";

/**
 * The contract changes a handle at most once in a signed batch: all nonces are those of the time at which it is sent.
 * Throws ARGUMENT_INVALID.
 */
export function requireOneChangeEach(handles: readonly Bytes32[]): void {
  const twice = handles.find((handle, index) => handles.indexOf(handle) !== index);
  if (twice === undefined) return;
  const values = { argument: "changes", handle: twice };
  throw new IdosError("ARGUMENT_INVALID", "A signed batch changes each grant at most once", values);
}
