import type { exportLineSchema } from "@idos/protocol";
import type { z } from "zod";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import { type Principal, whoOf } from "../access/principal.ts";
import type { AnsweredLines } from "../http/answer-kinds.ts";
import { ownEntry } from "../users/own-entry.ts";
import { exportedLines } from "./exported-lines.ts";
import { withEnd } from "./with-end.ts";

/**
 * Everything that the caller has, line by line as it is taken. Her key backups are in it, so it takes `keys` too. Throws
 * OVERLOADED.
 */
export async function exportUser(
  parts: Parts,
  principal: Principal,
): Promise<AnsweredLines<z.input<typeof exportLineSchema>>> {
  requireOwnUser(principal, "keys");
  const { store, node, nowSeconds, downloads } = parts;
  const user = await ownEntry(parts, principal, "read");
  const items = withEnd(exportedLines({ store, origin: node.origin, nowSeconds }, user));
  return { items, close: downloads.take(whoOf(principal)) };
}
