import * as z from "zod";

/** Bytes as structured clone carries them; not memory that the sender shares and could change afterwards. */
export const messageBytes = (min: number, max: number) =>
  z.custom<Uint8Array>(
    (value) =>
      value instanceof Uint8Array &&
      value.buffer instanceof ArrayBuffer &&
      value.length >= min &&
      value.length <= max,
    `${min} to ${max} bytes`,
  );
