import { keyBackupSlotSchema, PATHS, putKeyBackupSchema } from "@idos/protocol";
import { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import { deleteKeyBackup, listKeyBackups, putKeyBackup } from "../../users/key-backups.ts";
import { presentKeyBackups } from "../../users/present.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { done } from "../reply.ts";

export function keyBackupRoutes(parts: Parts): readonly Endpoint[] {
  const bySlot = { params: z.strictObject({ slot: keyBackupSlotSchema }), query: noFields } as const;
  const list = { method: "GET", path: PATHS.keyBackups, params: noFields, query: noFields } as const;
  const path = PATHS.keyBackup(":slot");
  const put = { ...bySlot, method: "PUT", path, body: jsonBody(putKeyBackupSchema) } as const;
  const remove = { ...bySlot, method: "DELETE", path, body: noBody } as const;
  return [
    signedIn(parts, { ...list, body: noBody }, async (_input, principal) => ({
      status: 200,
      json: presentKeyBackups(await listKeyBackups(parts, principal)),
    })),
    signedIn(parts, put, async ({ params, body }, principal) => {
      await putKeyBackup(parts, principal, { ...body, slot: params.slot });
      return done;
    }),
    signedIn(parts, remove, async ({ params }, principal) => {
      await deleteKeyBackup(parts, principal, params.slot);
      return done;
    }),
  ];
}
