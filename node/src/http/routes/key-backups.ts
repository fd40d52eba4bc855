import { keyBackupSlotSchema, keyBackupsSchema, PATHS, putKeyBackupSchema } from "@idos/protocol";
import { z } from "zod";
import { deleteKeyBackup, listKeyBackups, putKeyBackup } from "../../users/key-backups.ts";
import { presentKeyBackups } from "../../users/present.ts";
import { json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields, unaddressed } from "../no-fields.ts";
import { OWN_USER } from "../refusal-lists.ts";

const list = signedIn(
  {
    method: "GET",
    path: PATHS.keyBackups,
    summary: "The caller's key backups, which only she can open",
    ...unaddressed,
    body: noBody,
    answer: json(200, keyBackupsSchema),
    refusals: OWN_USER,
  },
  async (parts, principal) => presentKeyBackups(await listKeyBackups(parts, principal)),
);

const bySlot = {
  path: PATHS.keyBackup(":slot"),
  params: z.strictObject({ slot: keyBackupSlotSchema }),
  query: noFields,
} as const;

const put = signedIn(
  {
    ...bySlot,
    method: "PUT",
    summary: "Keeps a key backup in a slot",
    body: jsonBody(putKeyBackupSchema),
    answer: noContent,
    refusals: [...OWN_USER, "LIMIT_REACHED"],
  },
  (parts, principal, { params, body }) => putKeyBackup(parts, principal, { ...body, slot: params.slot }),
);

const remove = signedIn(
  {
    ...bySlot,
    method: "DELETE",
    summary: "Empties a slot",
    body: noBody,
    answer: noContent,
    refusals: [...OWN_USER, "KEY_BACKUP_NOT_FOUND"],
  },
  (parts, principal, { params }) => deleteKeyBackup(parts, principal, params.slot),
);

export const keyBackupRoutes: readonly Endpoint[] = [list, put, remove];
