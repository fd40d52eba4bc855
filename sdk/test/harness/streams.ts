/** The bytes in pieces, each made when it is asked for. */
export function sourceOf(
  bytes: Uint8Array,
  pieceBytes = 64 * 1024,
  onPiece: (bytes: number) => void = () => undefined,
): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = bytes.slice(at, at + pieceBytes);
        at += piece.length;
        if (piece.length === 0) {
          controller.close();
          return;
        }
        onPiece(piece.length);
        controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
}

export interface Target {
  readonly stream: WritableStream<Uint8Array>;
  readonly chunks: Uint8Array[];
  end: "open" | "closed" | "aborted";
}

/** Keeps what is written, and how it ended. */
export function targetOf(onChunk: (chunk: Uint8Array) => void = () => undefined): Target {
  const chunks: Uint8Array[] = [];
  const stream = new WritableStream<Uint8Array>({
    async write(chunk) {
      // Slower than its source, as a disk is: what nobody waits for piles up.
      await new Promise(setImmediate);
      onChunk(chunk);
      chunks.push(chunk);
    },
    close: () => void (target.end = "closed"),
    abort: () => void (target.end = "aborted"),
  });
  const target: Target = { stream, chunks, end: "open" };
  return target;
}
