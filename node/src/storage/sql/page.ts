import {
  base64urlSchema,
  type Bytes32,
  bytes32Schema,
  fromHex,
  ProblemError,
  toBase64url,
  toHex,
} from "@idos/protocol";
import type { Page, PageRequest } from "../records.ts";

/**
 * Pages go in the order of ids, which never change: an entry that exists all the while is seen exactly once,
 * whatever is written between two pages. A cursor is the last id seen.
 */
const cursorIdSchema = base64urlSchema(32).transform(toHex).pipe(bytes32Schema);

/** The id to go on after; undefined on the first page. Throws MALFORMED_REQUEST. */
export function afterId({ cursor }: PageRequest): Bytes32 | undefined {
  if (cursor === undefined) return undefined;
  const id = cursorIdSchema.safeParse(cursor).data;
  if (id === undefined)
    throw new ProblemError("MALFORMED_REQUEST", "Use a cursor as it was given.", { cursor });
  return id;
}

/** Makes a page of one entry more than its limit, which says whether there is another page. */
export function toPage<Item>(
  found: readonly Item[],
  { limit }: PageRequest,
  idOf: (item: Item) => Bytes32,
): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last !== undefined ? toBase64url(fromHex(idOf(last))) : null;
  return { items, next };
}
