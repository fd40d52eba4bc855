import { parseBytes32, type SeenLogs } from "@idos/sdk";
import * as z from "zod";

const seenSchema = z.record(
  z.string(),
  z.strictObject({ seq: z.int().min(1), hash: z.string().transform((text) => parseBytes32(text)) }),
);

/** Up to where this device has seen each node's log, so that no node cuts it back unnoticed. */
export function seenLogs(storage: Pick<Storage, "getItem" | "setItem">, account: string) {
  const key = `idos.seen-logs.${account}`;
  return {
    /** Nothing where nothing was kept, or what was kept is no longer understood. */
    get(): SeenLogs {
      try {
        return seenSchema.parse(JSON.parse(storage.getItem(key) ?? "{}"));
      } catch {
        return {};
      }
    },
    set: (seen: SeenLogs): void => storage.setItem(key, JSON.stringify(seen)),
  };
}
