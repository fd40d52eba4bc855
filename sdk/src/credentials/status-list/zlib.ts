import { readBounded } from "../../http/read-bounded.ts";

/** The bytes in the ZLIB format (RFC 1950). */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await new Response(through(bytes, new CompressionStream("deflate"))).arrayBuffer());
}

/**
 * The opposite; undefined once there are more than `bytesMax`, so that a few bytes cannot fill a reader's memory.
 * Throws where the bytes are not of that format.
 */
export function inflateBounded(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array | undefined> {
  return readBounded(new Response(through(bytes, new DecompressionStream("deflate"))), bytesMax);
}

function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): ReadableStream {
  return new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream);
}
