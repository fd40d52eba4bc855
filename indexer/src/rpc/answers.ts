import { type Journal, parseBytes32 } from "@idos/protocol";
import { z } from "zod";
import type { BlockHeader } from "../chain-source.ts";
import { RpcError } from "../errors.ts";

const quantitySchema = z
  .string()
  .regex(/^0x(0|[1-9a-fA-F][0-9a-fA-F]*)$/)
  .transform((text) => Number(text))
  .refine((value) => Number.isSafeInteger(value));

const hashSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => parseBytes32(text));

const dataSchema = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/)
  .transform((text) => text.toLowerCase());

const bloomSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{512}$/)
  .transform((text) => text.toLowerCase());

const headerSchema = z
  .object({
    number: quantitySchema,
    hash: hashSchema,
    parentHash: hashSchema,
    timestamp: quantitySchema,
    logsBloom: bloomSchema,
  })
  .transform(({ timestamp, ...header }): BlockHeader => ({ ...header, time: timestamp }));

/** ABI of `journal()`: a uint64, then a bytes24, each in a word of its own. */
const journalSchema = z
  .string()
  .regex(/^0x0{48}[0-9a-fA-F]{64}0{16}$/)
  .transform((text): Journal => ({
    seq: BigInt(text.slice(0, 66)),
    digest: BigInt(`0x${text.slice(66, 114)}`),
  }));

function parser<T>(what: string, schema: z.ZodType<T>): (answer: unknown) => T {
  return (answer) => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const where = issue === undefined ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
    throw new RpcError("malformed", `${what}${where}`);
  };
}

export const parseQuantity = parser("not a quantity", quantitySchema);
export const parseCode = parser("not bytes", dataSchema);
/** A node answers null for a block that it does not have. */
export const parseOptionalHeader = parser("not a block", headerSchema.nullable());
export const parseJournal = parser("not a journal", journalSchema);
