import { types } from "@electric-sql/pglite";
import { bytesOf, bytesText } from "../bytes-text.ts";

export const bytesCodec = {
  serializers: {
    [types.BYTEA]: (value: unknown): string => {
      if (!(value instanceof Uint8Array)) throw new TypeError("a bytea takes a Uint8Array");
      return bytesText(value);
    },
  },
  parsers: { [types.BYTEA]: bytesOf },
};
