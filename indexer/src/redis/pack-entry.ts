import { addressSchema, bytes32Schema, uint64Schema } from "@idos/protocol";
import { z } from "zod";
import { CorruptIndexError } from "../errors.ts";
import type { GrantEntry } from "../grant-entry.ts";

const numberSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const unknownSchema = z.literal("");
const newestTerm = [uint64Schema, numberSchema, uint64Schema] as const;
const priorTerm = [uint64Schema, numberSchema] as const;

const partsSchema = z.union([
  z.tuple([addressSchema, bytes32Schema, ...newestTerm]),
  z.tuple([addressSchema, bytes32Schema, ...newestTerm, ...priorTerm]),
  z.tuple([unknownSchema, unknownSchema, ...newestTerm]),
  z.tuple([unknownSchema, unknownSchema, ...newestTerm, ...priorTerm]),
]);

/**
 * "grantee:shareId:expiresAt:sinceBlock:epoch", with ":expiresAt:sinceBlock" of the prior term where there is one.
 * Grantee and share are empty where the handle was only ever sealed.
 */
export function packEntry({ parties, expiresAt, sinceBlock, epoch, prior }: GrantEntry): string {
  const newest = [parties?.grantee ?? "", parties?.shareId ?? "", expiresAt, sinceBlock, epoch];
  return (prior === undefined ? newest : [...newest, prior.expiresAt, prior.sinceBlock]).join(":");
}

/** Throws CorruptIndexError unless packEntry made the text. */
export function unpackEntry(text: string): GrantEntry {
  const parsed = partsSchema.safeParse(text.split(":"));
  if (!parsed.success) throw new CorruptIndexError("an unreadable entry");
  const [grantee, shareId, expiresAt, sinceBlock, epoch, priorExpiresAt, priorSinceBlock] = parsed.data;
  const known = grantee !== "" && shareId !== "";
  const hasPrior = priorExpiresAt !== undefined && priorSinceBlock !== undefined;
  return {
    ...{ expiresAt, sinceBlock, epoch },
    ...(known ? { parties: { grantee, shareId } } : {}),
    ...(hasPrior ? { prior: { expiresAt: priorExpiresAt, sinceBlock: priorSinceBlock } } : {}),
  };
}

/** null where the owner has none yet, which is the epoch 0. Throws CorruptIndexError on anything but an epoch. */
export function unpackEpoch(text: string | null): bigint {
  const parsed = uint64Schema.safeParse(text ?? "0");
  if (!parsed.success) throw new CorruptIndexError("an unreadable epoch");
  return parsed.data;
}
