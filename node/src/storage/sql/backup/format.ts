import { z } from "zod";

export const FORMAT_VERSION = 1;

/**
 * A backup is gzip of JSON lines: this head; for each table its name, then its rows, each a list of its columns' texts as
 * PostgreSQL writes them; and the end, which says that nothing is missing.
 */
export const headSchema = z.strictObject({
  idosNodeBackup: z.literal(FORMAT_VERSION),
  createdAt: z.iso.datetime(),
  /** Those that had made the schema. */
  migrations: z.array(z.string()).min(1),
  /** The key that the node signs with, in PEM; null where it had none. */
  nodeKey: z.string().nullable(),
});
export type BackupHead = z.infer<typeof headSchema>;

export const tableLineSchema = z.strictObject({ table: z.string(), columns: z.array(z.string()) });

export const rowSchema = z.array(z.string().nullable());
export type Row = z.infer<typeof rowSchema>;

/** The last line, with the SHA-256 of all that stand before it, their line ends included. */
export const endSchema = z.strictObject({ rows: z.int().min(0), sha256: z.hex() });

export const bodyLineSchema = z.union([rowSchema, tableLineSchema, endSchema]);
