import { z } from "zod";

/** An int8: a number from PGlite where it is exact, else a bigint; a string from PostgreSQL's driver. */
export const int8Column = z
  .union([z.number(), z.bigint(), z.string().regex(/^-?\d+$/)])
  .transform(Number)
  .pipe(z.number().int());

export const bytesColumn = z.instanceof(Uint8Array);
