import { types } from "@electric-sql/pglite";

/**
 * Bytes to and from PostgreSQL's hex form by Node's own conversion. PGlite's takes ten times as long, which at the
 * largest envelope is seconds in which nobody else is served.
 */
export const bytesCodec = {
  serializers: {
    [types.BYTEA]: (value: unknown): string => {
      if (!(value instanceof Uint8Array)) throw new TypeError("a bytea takes a Uint8Array");
      return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
    },
  },
  parsers: {
    [types.BYTEA]: (text: string): Uint8Array =>
      Uint8Array.from(Buffer.from(text.slice("\\x".length), "hex")),
  },
};
