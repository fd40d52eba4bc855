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
  const held = new Uint8Array(chunkBytes);
  let heldBytes = 0;
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
        held.set(taken, heldBytes);
        heldBytes += taken.length;
        if (heldBytes < chunkBytes) continue;
        heldBytes = 0;
        yield held;
      }
    },
    rest: () => held.subarray(0, heldBytes),
    wipe: () => held.fill(0),
  };
}
