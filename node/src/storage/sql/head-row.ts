import { bytes32Schema, fromBase64url, type OwnerHead, ownerHeadSchema } from "@idos/protocol";
import { z } from "zod";
import type { FeedHead, StoredHead } from "../replicas.ts";
import { int8Column } from "./columns.ts";

const rowSchema = z.object({
  hash: bytes32Schema,
  head: z.string(),
  message: z.string(),
  signature: z.string(),
});
const headRowSchema = rowSchema.extend({ manifest: z.string() });
const feedRowSchema = rowSchema.extend({ seq: int8Column });

function headOfRow({
  hash,
  head,
  message,
  signature,
}: z.output<typeof rowSchema>): Omit<StoredHead, "manifest"> {
  return { head: claimsOf(head), headJws: head, hash, delegation: { message, signature } };
}

export function toStoredHead(row: unknown): StoredHead {
  const parsed = headRowSchema.parse(row);
  return { ...headOfRow(parsed), manifest: parsed.manifest };
}

export function toFeedHead(row: unknown): FeedHead {
  const parsed = feedRowSchema.parse(row);
  return { ...headOfRow(parsed), seq: parsed.seq };
}

/** What the stored JWS states; its signature was checked when it came in. */
function claimsOf(jws: string): OwnerHead {
  const payload = new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(jws.split(".")[1] ?? ""));
  const claims: unknown = JSON.parse(payload);
  return ownerHeadSchema.parse(claims);
}
