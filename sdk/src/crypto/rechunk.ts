/** Pieces of any length become chunks of one length. */
export interface Rechunking {
  /** The chunks that this piece completes; each is a view that is good until the next is asked for. */
  push(piece: Uint8Array): Iterable<Uint8Array>;
  /** What has come since the last chunk, shorter than one. */
  rest(): Uint8Array;
  /** Zeros what is held. */
  wipe(): void;
}

export function rechunk(chunkBytes: number): Rechunking {
  let held = new Uint8Array();
  let heldBytes = 0;
  const hold = (bytes: Uint8Array): void => {
    const needed = heldBytes + bytes.length;
    if (needed > held.length) {
      // Most envelopes are small: they do not pay for a whole chunk.
      const grown = new Uint8Array(Math.min(chunkBytes, 2 * needed));
      grown.set(held);
      held.fill(0);
      held = grown;
    }
    held.set(bytes, heldBytes);
    heldBytes = needed;
  };
  return {
    *push(piece) {
      let at = 0;
      while (at < piece.length) {
        const taken = piece.subarray(at, at + chunkBytes - heldBytes);
        at += taken.length;
        if (taken.length === chunkBytes) {
          yield taken;
          continue;
        }
        hold(taken);
        if (heldBytes < chunkBytes) continue;
        heldBytes = 0;
        yield held;
      }
    },
    rest: () => held.subarray(0, heldBytes),
    wipe: () => held.fill(0),
  };
}
