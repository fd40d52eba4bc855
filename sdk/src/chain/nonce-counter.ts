import type { Bytes32 } from "@idos/protocol";

/**
 * The nonces that a batch's changes carry, in the order in which they are asked for: a handle's later change comes
 * after its earlier one has raised the nonce.
 */
export function nonceCounter(
  read: (handle: Bytes32) => Promise<bigint>,
): (handle: Bytes32) => Promise<bigint> {
  const next = new Map<Bytes32, bigint>();
  return async (handle) => {
    const nonce = next.get(handle) ?? (await read(handle));
    next.set(handle, nonce + 1n);
    return nonce;
  };
}
