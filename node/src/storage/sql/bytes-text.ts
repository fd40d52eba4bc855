const PREFIX = "\\x";

/**
 * Bytes to and from PostgreSQL's hex form by Node's own conversion. PGlite's takes ten times as long, which at the
 * largest envelope is seconds in which nobody else is served.
 */
export function bytesText(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

export function bytesOf(text: string): Uint8Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(text.slice(PREFIX.length), "hex");
  return new Uint8Array(buffer, byteOffset, byteLength);
}
