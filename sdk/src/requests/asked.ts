import {
  type AccessRequestDocument,
  type Address,
  addressSchema,
  type Bytes32,
  bytes32Schema,
  fromBase64url,
  LIMITS,
  purposeSchema,
  toBase64url,
} from "@idos/protocol";
import * as z from "zod";
import type { UserKeys } from "../crypto/key-pair.ts";
import { openBox, sealBox } from "../crypto/sealed-box.ts";
import { loadSodium } from "../crypto/sodium.ts";
import { IdosError } from "../errors/idos-error.ts";

/** What a requester asks for, in words and types that no node reads. */
export interface Asked {
  /** Types of records, such as a credential's vct or "profile/name"; 1 to 16. */
  readonly records: readonly string[];
  /** What for; at most 280 characters. */
  readonly purpose: string;
}

const TYPES_MAX = 16;

/** Request and requester stand in the body too, so that one that was sealed for another request says so. */
const bodySchema = z.strictObject({
  v: z.literal(1),
  request: bytes32Schema,
  requester: addressSchema,
  records: z.array(z.string().min(1).max(255)).min(1).max(TYPES_MAX),
  purpose: purposeSchema,
});

/** The body of a request's document. Throws ARGUMENT_INVALID. */
export async function sealAsked(
  { records, purpose }: Asked,
  { request, requester }: { readonly request: Bytes32; readonly requester: Address },
  ownerKey: Bytes32,
): Promise<string> {
  const body = bodySchema.safeParse({ v: 1, request, requester, records: [...records], purpose });
  const bytes = new TextEncoder().encode(JSON.stringify(body.data ?? null));
  if (!body.success || bytes.length + LIMITS.sealBytes > LIMITS.requestBodyBytesMax)
    throw new IdosError("ARGUMENT_INVALID", "records, purpose: not of the documented form", {
      argument: body.success ? "records" : String(body.error.issues[0]?.path[0] ?? "records"),
    });
  return toBase64url(sealBox(await loadSodium(), bytes, ownerKey));
}

/** Undefined where the body is not for these keys, or not of this very request. */
export async function openAsked(
  { request, requester, body }: AccessRequestDocument,
  keys: UserKeys,
): Promise<Asked | undefined> {
  const opened = openBox(await loadSodium(), fromBase64url(body), keys);
  if (opened === undefined) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(opened);
    const said = bodySchema.parse(JSON.parse(text));
    if (said.request !== request || said.requester !== requester) return undefined;
    return { records: said.records, purpose: said.purpose };
  } catch {
    return undefined;
  }
}
